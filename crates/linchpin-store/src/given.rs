//! A user's own table of numbers. Rows are counted from 0, as futures are.
//!
//! Comes in: a file, `.csv` with a head or `.parquet`. Goes out: its columns of numbers. Refuses: fields that are no numbers,
//! rows of unequal length, other files.

use std::fs::File;
use std::path::Path;

use linchpin_core::diagnostic::Refusal;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

use crate::out::seal_of;
use crate::trouble::{parquet_refusal, refusal};

/// Columns of a file, equally long.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GivenTable {
    /// Name and values; a missing one is NaN.
    pub columns: Vec<(String, Vec<f64>)>,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// Reads a table by the ending of its name.
pub fn read_table(path: &Path) -> Result<GivenTable, Refusal> {
    let sha256 = seal_of(path)?.sha256;
    let columns = match path.extension().map(|ending| ending.to_ascii_lowercase()) {
        Some(ending) if ending == "csv" => csv(path)?,
        Some(ending) if ending == "parquet" => parquet(path)?,
        _ => {
            return Err(Refusal::new(
                format!("{} is neither a .csv nor a .parquet file", path.display()),
                "give a table of futures with the names of uncertainties at its head",
            ));
        }
    };
    Ok(GivenTable { columns, sha256 })
}

fn csv(path: &Path) -> Result<Vec<(String, Vec<f64>)>, Refusal> {
    let shown = path.display();
    let amiss = |error: csv::Error| match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => (
            format!("has {len} field{}, the head names {expected_len}", if *len == 1 { "" } else { "s" }),
            "give as many fields in each row as names at the head",
        ),
        _ => (format!("cannot be read: {error}"), "write plain comma-separated values in UTF-8"),
    };
    let file = File::open(path).map_err(|error| refusal("read", path, &error))?;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file);
    let mut columns: Vec<(String, Vec<f64>)> = reader
        .headers()
        .map_err(|error| {
            let (why, help) = amiss(error);
            Refusal::new(format!("{shown}: the head {why}"), help)
        })?
        .iter()
        .map(|name| (name.trim_start_matches('\u{feff}').to_owned(), Vec::new()))
        .collect();
    for (row, record) in reader.records().enumerate() {
        let record = record.map_err(|error| {
            let (why, help) = amiss(error);
            Refusal::new(format!("{shown}: row {row} {why}"), help)
        })?;
        for ((name, values), field) in columns.iter_mut().zip(record.iter()) {
            let value = if field.is_empty() { Ok(f64::NAN) } else { field.parse() };
            values.push(value.map_err(|_| {
                Refusal::new(
                    format!("{shown}: `{field}` in row {row} of `{name}` is no number"),
                    "write numbers with a point, without units or thousands separators; --policy names strategies, not a table",
                )
            })?);
        }
    }
    Ok(columns)
}

fn parquet(path: &Path) -> Result<Vec<(String, Vec<f64>)>, Refusal> {
    let said = |error| parquet_refusal("read", path, &error);
    let file = File::open(path).map_err(|error| refusal("read", path, &error))?;
    let reader = SerializedFileReader::new(file).map_err(said)?;
    let heads = reader.metadata().file_metadata().schema_descr().columns();
    let mut columns: Vec<(String, Vec<f64>)> = heads.iter().map(|head| (head.name().to_owned(), Vec::new())).collect();
    for row in reader.get_row_iter(None).map_err(said)? {
        for ((name, values), (_, field)) in columns.iter_mut().zip(row.map_err(said)?.get_column_iter()) {
            values.push(match field {
                Field::Double(x) => *x,
                Field::Float(x) => f64::from(*x),
                Field::Long(x) => *x as f64,
                Field::Int(x) => f64::from(*x),
                Field::Short(x) => f64::from(*x),
                Field::Byte(x) => f64::from(*x),
                Field::ULong(x) => *x as f64,
                Field::UInt(x) => f64::from(*x),
                Field::Bool(x) => f64::from(u8::from(*x)),
                Field::Null => f64::NAN,
                _ => {
                    return Err(Refusal::new(
                        format!("{}: the column `{name}` holds no numbers", path.display()),
                        "leave out columns that are no uncertainties",
                    ));
                }
            });
        }
    }
    Ok(columns)
}
