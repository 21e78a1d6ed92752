"""The lab's API against its own description, by Schemathesis: every answer has the described status and shape, none is 5xx.

Usage: shapes.py LINCHPIN

Twice: with the description as it is published, which mostly tries what is refused; and with the names of one small model
put in, so that questions reach the model. Same seed, same questions.
"""

import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
PUBLISHED = HERE / "../../crates/linchpin-web/openapi.json"
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
MODEL = "deterrence"


def with_names(api, model):
    """The description with the names of a model for every name that a question may hold."""
    api = copy.deepcopy(api)
    names = lambda rows: [row["name"] for row in rows]
    one_of = lambda rows: {"type": "string", "enum": names(rows)} if rows else {"type": "string"}
    keys = lambda rows: {"propertyNames": one_of(rows)} if rows else {"maxProperties": 0}
    for name, shape in api["components"]["schemas"].items():
        given = shape.get("properties", {})
        if name == "StrategyAsked":
            given["policy"] = one_of(model["policies"])
            given["set"].update(keys(model["levers"]))
        if name in ("Setting", "ExploreSetting", "PathsSetting", "GameSetting", "ImpactSetting"):
            given["model"] = {"type": "string", "enum": [MODEL]}
            given["world"] = {"type": ["string", "null"], "enum": names(model["worlds"]) + [None]}
            given["ladder"] = {"type": "array", "enum": [[1], [16], [8, 64]]}
            given["ranges"].update(keys(model["uncertainties"]))
            given["locks"].update(keys(model["uncertainties"]))
            given["thresholds"].update(keys(model["outcomes"]))
            given["reference"] = {"type": "null"}
        if name == "ExploreSetting":
            given["about"] = {"type": "null"}
        if name == "PathsSetting":
            given["variables"]["items"] = one_of([row for row in model["variables"] if row["kind"] != "outcome"])
        if name == "ImpactSetting":
            levers = [f"{row['name']}={row['default']}" for row in model["levers"]]
            given["changes"]["items"] = {"type": "string", "enum": [*levers, "nothing", "no_such_lever=1"]}
        if name == "GameSetting":
            given["game"] = one_of(model["games"])
            given["strategy"] = {"type": "null"}
    for path, operations in api["paths"].items():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                if parameter["name"] == "name" and path.count("/") > 3:
                    parameter["schema"] = {"type": "string", "enum": [MODEL]}
    return api


def check(url, api, examples):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "openapi.json")
        path.write_text(json.dumps(api))
        command = [str(pathlib.Path(sys.executable).parent / "schemathesis"), "run", str(path), "--url", url, "--checks", CHECKS]
        command += ["--max-examples", str(examples), "--phases", "coverage,fuzzing", "--seed", "1", "--workers", "1"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    print(" ".join(re.findall(r"\d+ generated, \d+ passed", done.stdout)))


def main():
    lab = subprocess.Popen(
        [sys.argv[1], "lab", MODEL, "--port", "0", "--no-open"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        url = lab.stdout.readline().strip().rstrip("/")
        with urllib.request.urlopen(f"{url}/api/model/{MODEL}") as reply:
            model = json.load(reply)
        api = json.loads(PUBLISHED.read_text())
        check(url, api, 20)
        check(url, with_names(api, model), 40)
    finally:
        lab.terminate()
        lab.wait()


if __name__ == "__main__":
    main()
