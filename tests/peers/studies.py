"""Studies open in pandas, polars and DuckDB without us, and say the same there.

usage: studies.py PATH_OF_LINCHPIN
"""

import pathlib
import subprocess
import sys
import tempfile

import duckdb
import pandas
import polars
import pyarrow.parquet


def main(linchpin):
    with tempfile.TemporaryDirectory() as folder:
        study = pathlib.Path(folder, "study")
        command = [linchpin, "run", "lake", "--futures", "300", "--no-pictures", "--bands", "--out", str(study)]
        subprocess.run(command, check=True, capture_output=True)
        subprocess.run([linchpin, "study", "export", str(study), "--out", f"{folder}/outcomes.csv"], check=True, capture_output=True)
        ours = pandas.read_csv(f"{folder}/outcomes.csv", keep_default_na=False)
        frames = {dataset: pandas.read_parquet(study / dataset) for dataset in ["experiments", "outcomes", "series", "bands"]}
        assert len(frames["experiments"]) == 300 and len(frames["outcomes"]) == len(ours)
        for name in ours.columns:
            assert (frames["outcomes"][name].to_numpy() == ours[name].to_numpy()).all(), name
        by_polars = polars.read_parquet(study / "outcomes" / "*.parquet")
        assert by_polars.columns == list(ours.columns)
        assert (by_polars["utility"].to_numpy() == ours["utility"].to_numpy()).all()
        query = f"select arm, avg(utility), count(*) from '{study}/outcomes/*.parquet' group by arm order by arm"
        for arm, mean, count in duckdb.sql(query).fetchall():
            assert count == 300 and abs(mean - ours[ours.arm == arm].utility.mean()) <= 1e-12 * abs(mean), arm
        middle = frames["bands"].query("share == 0.5").set_index(["arm", "time"]).pollution
        series = frames["series"]
        kept = series.future.nunique()
        if kept == 300:
            found = series.groupby(["arm", "time"]).pollution.median()
            assert (abs(found - middle.reindex(found.index)) <= 1e-12).all()
        for dataset, column in [("outcomes", "utility"), ("series", "pollution"), ("bands", "pollution")]:
            path = next((study / dataset).glob("*.parquet"))
            facts = pyarrow.parquet.read_metadata(path).metadata
            assert facts[f"{column}.title".encode()] and facts[b"model"] == b"lake", dataset
            assert f"{column}.unit".encode() in facts
    print(f"studies open in pandas {pandas.__version__}, polars {polars.__version__}, DuckDB {duckdb.__version__}")


if __name__ == "__main__":
    main(sys.argv[1])
