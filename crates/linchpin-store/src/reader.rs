//! A study read back.
//!
//! Comes in: a study's folder. Goes out: what was asked, the model's texts, outcomes, series by arm. Refuses: a folder
//! that is no study, and files that are damaged or do not fit each other. Values are in the units shown.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;
use parquet::column::reader::{ColumnReader, get_typed_column_reader};
use parquet::data_type::{ByteArrayType, DoubleType};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};

use crate::asked::Asked;
use crate::trouble::{parquet_refusal, refusal};

/// A study that is there.
#[derive(Clone, Debug)]
pub struct Study {
    /// Its folder.
    pub path: PathBuf,
    /// What was asked.
    pub asked: Asked,
}

/// Outcomes of a study, in the units shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// Names of the outcomes.
    pub names: Vec<String>,
    /// `[arm][outcome][future]`, arms as in [`Asked::arms`].
    pub values: Vec<Vec<Vec<f64>>>,
}

/// What was drawn for the futures of a study, in the units shown; the same under every arm.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// Names of the uncertainties.
    pub names: Vec<String>,
    /// `[uncertainty][future]`, futures as in [`Results::values`].
    pub values: Vec<Vec<f64>>,
}

/// One variable over time under one arm, in the units shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Times, as shown.
    pub times: Vec<f64>,
    /// `[future][point]`.
    pub values: Vec<Vec<f64>>,
}

impl Study {
    /// Opens the study in this folder.
    pub fn open(path: &Path) -> Result<Study, Refusal> {
        let file = path.join("study.toml");
        if path.is_dir() && !file.is_file() {
            return Err(Refusal::new(
                format!("{} is not a study: it has no study.toml", path.display()),
                "name a folder that `linchpin run` has written",
            ));
        }
        let text = fs::read_to_string(&file).map_err(|error| refusal("read", &file, &error))?;
        Ok(Study { path: path.to_owned(), asked: Asked::from_toml(&text, &file)? })
    }

    /// The folder with the model's texts as they were run.
    pub fn model_folder(&self) -> PathBuf {
        self.path.join("model")
    }

    /// All outcomes.
    pub fn outcomes(&self) -> Result<Results, Refusal> {
        let table = TableFile::open(&self.path.join("outcomes.parquet"))?;
        let names: Vec<String> = table.names().into_iter().skip(4).collect();
        let mut values = vec![vec![Vec::new(); names.len()]; self.asked.arms.len()];
        table.each_arm(&self.asked, |table, group, arm| {
            for (at, into) in values[arm].iter_mut().enumerate() {
                into.extend(table.numbers(group, at + 4)?);
            }
            Ok(())
        })?;
        let futures = usize::try_from(self.asked.done).unwrap_or(usize::MAX);
        match values.iter().flatten().all(|column| column.len() == futures) {
            true => Ok(Results { names, values }),
            false => Err(table.amiss("it does not hold the futures that study.toml names")),
        }
    }

    /// The drawn uncertainties of every future.
    pub fn drawn(&self) -> Result<Drawn, Refusal> {
        let table = TableFile::open(&self.path.join("experiments.parquet"))?;
        let names: Vec<String> = table.names().into_iter().skip(1).collect();
        let mut values = vec![Vec::new(); names.len()];
        for at in 0..table.reader.num_row_groups() {
            let group = table.reader.get_row_group(at).map_err(|error| parquet_refusal("read", &table.path, &error))?;
            for (column, into) in values.iter_mut().enumerate() {
                into.extend(table.numbers(group.as_ref(), column + 1)?);
            }
        }
        let futures = usize::try_from(self.asked.done).unwrap_or(usize::MAX);
        match values.iter().all(|column| column.len() == futures) {
            true => Ok(Drawn { names, values }),
            false => Err(table.amiss("it does not hold the futures that study.toml names")),
        }
    }

    /// Names of the variables whose series are kept.
    pub fn series_names(&self) -> Result<Vec<String>, Refusal> {
        let path = self.path.join("series.parquet");
        if !path.exists() {
            return Ok(Vec::new());
        }
        Ok(TableFile::open(&path)?.names().into_iter().skip(3).collect())
    }

    /// The series of one variable, an arm after the other.
    pub fn series(&self, variable: &str) -> Result<Vec<Series>, Refusal> {
        let table = TableFile::open(&self.path.join("series.parquet"))?;
        let column = table.names().iter().position(|name| name == variable).filter(|&at| at >= 3).ok_or_else(|| {
            Refusal::new(
                format!("the study keeps no series of `{variable}`"),
                format!("it keeps {}", table.names()[3..].join(", ")),
            )
        })?;
        let mut series = vec![Series::default(); self.asked.arms.len()];
        table.each_arm(&self.asked, |table, group, arm| {
            let (times, values) = (table.numbers(group, 2)?, table.numbers(group, column)?);
            let into = &mut series[arm];
            if into.times.is_empty() {
                // Times rise within a future and fall back where the next one starts.
                let points = times.windows(2).position(|pair| pair[1] <= pair[0]).map_or(times.len(), |at| at + 1);
                into.times = times[..points].to_vec();
            }
            let points = into.times.len().max(1);
            if values.len() % points != 0 {
                return Err(table.amiss("its series are of unequal length"));
            }
            into.values.extend(values.chunks_exact(points).map(<[f64]>::to_vec));
            Ok(())
        })?;
        Ok(series)
    }
}

/// A Parquet file of ours. The column `arm` of a row group holds one word.
struct TableFile {
    path: PathBuf,
    reader: SerializedFileReader<File>,
}

impl TableFile {
    fn open(path: &Path) -> Result<TableFile, Refusal> {
        let file = File::open(path).map_err(|error| refusal("read", path, &error))?;
        let reader = SerializedFileReader::new(file).map_err(|error| parquet_refusal("read", path, &error))?;
        Ok(TableFile { path: path.to_owned(), reader })
    }

    fn names(&self) -> Vec<String> {
        self.reader.metadata().file_metadata().schema_descr().columns().iter().map(|column| column.name().to_owned()).collect()
    }

    fn amiss(&self, why: &str) -> Refusal {
        Refusal::new(format!("{}: {why}", self.path.display()), "run the study again")
    }

    /// Calls `each` with every row group and the arm it belongs to.
    fn each_arm(
        &self,
        asked: &Asked,
        mut each: impl FnMut(&TableFile, &dyn RowGroupReader, usize) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        for at in 0..self.reader.num_row_groups() {
            let group = self.reader.get_row_group(at).map_err(|error| parquet_refusal("read", &self.path, &error))?;
            let word = self.first_word(group.as_ref(), 1)?;
            let arm = asked.arms.iter().position(|arm| arm.name == word);
            each(self, group.as_ref(), arm.ok_or_else(|| self.amiss(&format!("study.toml knows no arm `{word}`")))?)?;
        }
        Ok(())
    }

    fn numbers(&self, group: &dyn RowGroupReader, column: usize) -> Result<Vec<f64>, Refusal> {
        let rows = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        let reader = group.get_column_reader(column).map_err(|error| parquet_refusal("read", &self.path, &error))?;
        let ColumnReader::DoubleColumnReader(_) = reader else {
            return Err(self.amiss("a column of numbers is of another type"));
        };
        let mut values = Vec::with_capacity(rows);
        let mut reader = get_typed_column_reader::<DoubleType>(reader);
        while values.len() < rows {
            let (_, read, _) = reader
                .read_records(rows - values.len(), None, None, &mut values)
                .map_err(|error| parquet_refusal("read", &self.path, &error))?;
            if read == 0 {
                return Err(self.amiss("it ends too early"));
            }
        }
        Ok(values)
    }

    fn first_word(&self, group: &dyn RowGroupReader, column: usize) -> Result<String, Refusal> {
        let reader = group.get_column_reader(column).map_err(|error| parquet_refusal("read", &self.path, &error))?;
        let ColumnReader::ByteArrayColumnReader(_) = reader else {
            return Err(self.amiss("a column of words is of another type"));
        };
        let mut values = Vec::new();
        let mut reader = get_typed_column_reader::<ByteArrayType>(reader);
        reader.read_records(1, None, None, &mut values).map_err(|error| parquet_refusal("read", &self.path, &error))?;
        let word = values.first().and_then(|word| word.as_utf8().ok());
        word.map(str::to_owned).ok_or_else(|| self.amiss("it holds no words where arms should be"))
    }
}
