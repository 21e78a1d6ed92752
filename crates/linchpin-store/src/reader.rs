//! A study read back.
//!
//! Comes in: a study's folder. Goes out: what was asked, the model's texts, outcomes, series by arm, whole or chunk by
//! chunk. Refuses: a folder that is no study, and files that are damaged or do not fit each other. Values are in the units
//! shown.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use linchpin_core::diagnostic::Refusal;
use parquet::column::reader::{ColumnReader, get_typed_column_reader};
use parquet::data_type::{ByteArrayType, DoubleType};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};

use crate::asked::Asked;
use crate::chunks::{LIST, List, Listed};
use crate::trouble::{parquet_refusal, refusal};

/// A study that is there.
#[derive(Clone, Debug)]
pub struct Study {
    /// Its folder.
    pub path: PathBuf,
    /// What was asked.
    pub asked: Asked,
    /// Its chunks, in order of futures.
    pub chunks: Vec<Listed>,
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
        let asked = Asked::from_toml(&text, &file)?;
        let list = List::sound(path)?;
        list.answers(&asked, path)?;
        let chunks = list.chunks;
        // The list is the truth: a run that was killed could not write how far it came.
        let (done, faults) = chunks.iter().fold((0, 0), |(done, faults), c| (done + c.count, faults + c.faults));
        if done < asked.done {
            return Err(Refusal::new(
                format!("{} has lost lines: it names {done} of {} futures that were done", path.join(LIST).display(), asked.done),
                format!(
                    "`linchpin study repair {}` lists again what its seals vouch for, and sets the rest aside",
                    path.display()
                ),
            ));
        }
        Ok(Study { path: path.to_owned(), asked: Asked { done, faults, ..asked }, chunks })
    }

    /// The folder with the model's texts as they were run.
    pub fn model_folder(&self) -> PathBuf {
        self.path.join("model")
    }

    /// Futures in the tables, in their order.
    pub fn futures(&self) -> impl Iterator<Item = u64> + '_ {
        self.chunks.iter().flat_map(|chunk| chunk.first..chunk.end())
    }

    /// Names of the outcomes; none where no chunk is whole.
    pub fn outcome_names(&self) -> Result<Vec<String>, Refusal> {
        match self.chunks.first() {
            Some(chunk) => Ok(self.table(chunk, "outcomes")?.names().into_iter().skip(4).collect()),
            None => Ok(Vec::new()),
        }
    }

    /// All outcomes.
    pub fn outcomes(&self) -> Result<Results, Refusal> {
        let names = self.outcome_names()?;
        let mut values = vec![vec![Vec::new(); names.len()]; self.asked.arms.len()];
        let columns: Vec<usize> = (0..names.len()).collect();
        let arms: Vec<usize> = (0..self.asked.arms.len()).collect();
        for chunk in &self.chunks {
            for (into, read) in values.iter_mut().zip(self.outcomes_of(chunk, &arms, &columns)?) {
                for (into, read) in into.iter_mut().zip(read) {
                    into.extend(read);
                }
            }
        }
        Ok(Results { names, values })
    }

    /// Some outcomes of one chunk under some arms: `[arm][outcome][future]`.
    pub fn outcomes_of(&self, chunk: &Listed, arms: &[usize], columns: &[usize]) -> Result<Vec<Vec<Vec<f64>>>, Refusal> {
        let table = self.table(chunk, "outcomes")?;
        let mut values = vec![Vec::new(); arms.len()];
        table.each_arm(&self.asked, |table, group, arm| {
            for at in (0..arms.len()).filter(|&at| arms[at] == arm) {
                values[at] = columns.iter().map(|column| table.numbers(group, column + 4)).collect::<Result<Vec<_>, _>>()?;
            }
            Ok(())
        })?;
        let count = usize::try_from(chunk.count).unwrap_or(usize::MAX);
        match values.iter().all(|arm| arm.len() == columns.len() && arm.iter().all(|column| column.len() == count)) {
            true => Ok(values),
            false => Err(table.amiss("it does not hold the futures that chunks.csv names")),
        }
    }

    /// The drawn uncertainties of every future. Refuses a study that was asked to keep outcomes alone.
    pub fn drawn(&self) -> Result<Drawn, Refusal> {
        let mut drawn = Drawn::default();
        for chunk in &self.chunks {
            let read = self.drawn_of(chunk)?;
            if drawn.names.is_empty() {
                drawn = read;
            } else {
                drawn.values.iter_mut().zip(read.values).for_each(|(into, read)| into.extend(read));
            }
        }
        Ok(drawn)
    }

    /// The drawn uncertainties of one chunk.
    pub fn drawn_of(&self, chunk: &Listed) -> Result<Drawn, Refusal> {
        if !self.asked.experiments {
            return Err(Refusal::new(
                format!("the study {} keeps outcomes without what was drawn", self.path.display()),
                "run it again without --no-experiments",
            ));
        }
        let table = self.table(chunk, "experiments")?;
        let names: Vec<String> = table.names().into_iter().skip(1).collect();
        let mut values = vec![Vec::new(); names.len()];
        for at in 0..table.reader.num_row_groups() {
            let group = table.reader.get_row_group(at).map_err(|error| parquet_refusal("read", &table.path, &error))?;
            for (column, into) in values.iter_mut().enumerate() {
                into.extend(table.numbers(group.as_ref(), column + 1)?);
            }
        }
        match values.iter().all(|column| column.len() as u64 == chunk.count) {
            true => Ok(Drawn { names, values }),
            false => Err(table.amiss("it does not hold the futures that chunks.csv names")),
        }
    }

    /// Names of the variables whose series are kept.
    pub fn series_names(&self) -> Result<Vec<String>, Refusal> {
        match self.chunks.iter().find(|chunk| chunk.file("series").is_some()) {
            Some(chunk) => Ok(self.table(chunk, "series")?.names().into_iter().skip(3).collect()),
            None => Ok(Vec::new()),
        }
    }

    /// The series of one variable, an arm after the other.
    pub fn series(&self, variable: &str) -> Result<Vec<Series>, Refusal> {
        let names = self.series_names()?;
        let at = names.iter().position(|name| name == variable).ok_or_else(|| {
            let kept = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            Refusal::new(format!("the study keeps no series of `{variable}`"), format!("it keeps {kept}"))
        })?;
        let mut series = vec![Series::default(); self.asked.arms.len()];
        for chunk in self.chunks.iter().filter(|chunk| chunk.file("series").is_some()) {
            for (into, read) in series.iter_mut().zip(self.series_of(chunk, at)?) {
                into.times = read.times;
                into.values.extend(read.values);
            }
        }
        Ok(series)
    }

    /// The series of one variable, by its place among [`Study::series_names`], in one chunk.
    pub fn series_of(&self, chunk: &Listed, variable: usize) -> Result<Vec<Series>, Refusal> {
        let table = self.table(chunk, "series")?;
        let mut series = vec![Series::default(); self.asked.arms.len()];
        table.each_arm(&self.asked, |table, group, arm| {
            let (times, values) = (table.numbers(group, 2)?, table.numbers(group, variable + 3)?);
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

    /// The lines of the faults of one chunk, each with its future; without the head.
    pub fn faults_of(&self, chunk: &Listed) -> Result<Vec<(u64, String)>, Refusal> {
        let Some(file) = chunk.file("faults") else { return Ok(Vec::new()) };
        let path = self.path.join(file);
        let text = fs::read_to_string(&path).map_err(|error| refusal("read", &path, &error))?;
        let line = |line: &str| Some((line.split(',').next()?.parse().ok()?, format!("{line}\n")));
        let lines: Option<Vec<(u64, String)>> = text.lines().skip(1).map(line).collect();
        lines.ok_or_else(|| Refusal::new(format!("{} is damaged", path.display()), "`linchpin study verify` says what else is"))
    }

    fn table(&self, chunk: &Listed, dataset: &str) -> Result<TableFile, Refusal> {
        match chunk.file(dataset) {
            Some(file) => TableFile::open(&self.path.join(file)),
            None => Err(Refusal::new(
                format!("the study {} keeps no {dataset} of futures {} to {}", self.path.display(), chunk.first, chunk.end() - 1),
                "`linchpin study verify` says what it keeps",
            )),
        }
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
        Refusal::new(
            format!("{}: {why}", self.path.display()),
            "`linchpin study verify` says what is damaged, `linchpin study repair` sets it aside",
        )
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
