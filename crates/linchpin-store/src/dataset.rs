//! One Parquet table, written row group by row group.
//!
//! Comes in: columns with names and metadata, then equal pieces of all columns. Goes out: a Parquet file that any reader
//! opens. Memory: one row group. The same pieces give the same bytes.

use std::path::Path;
use std::sync::Arc;

use linchpin_core::diagnostic::Refusal;
use parquet::basic::{Compression, Encoding, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{ColumnPath, Type};

use crate::out::{Out, Seal};
use crate::trouble::parquet_refusal;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Whole numbers.
    Whole,
    /// Numbers; a missing one is NaN.
    Number,
    /// Words.
    Text,
}

/// A column of a table file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Name.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
    /// Facts for the reader, such as `title`, `ko`, `unit`; empty ones are left out.
    pub facts: Vec<(&'static str, String)>,
}

impl Head {
    /// A column without facts.
    pub fn plain(name: &str, holds: Holds) -> Self {
        Head { name: name.into(), holds, facts: Vec::new() }
    }
}

/// A piece of a column.
pub enum Piece<'a> {
    /// Whole numbers.
    Whole(&'a [i64]),
    /// Numbers.
    Number(&'a [f64]),
    /// One word so many times.
    Word(&'a str, usize),
}

/// A table file being written.
pub struct Dataset {
    writer: SerializedFileWriter<Out>,
    path: std::path::PathBuf,
}

impl Dataset {
    /// Creates the file with its columns; `facts` are about the whole table. A fact of a column stands in the file's
    /// metadata under `column.fact`.
    pub fn create(path: &Path, heads: &[Head], facts: &[(&str, String)]) -> Result<Dataset, Refusal> {
        let said = |error| parquet_refusal("write", path, &error);
        let fields = heads.iter().map(field).collect::<Result<Vec<_>, _>>().map_err(said)?;
        let schema = Type::group_type_builder("rows").with_fields(fields).build().map_err(said)?;
        let mut properties = WriterProperties::builder()
            .set_created_by("linchpin".into())
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_key_value_metadata(Some(key_values(heads, facts)));
        for head in heads.iter().filter(|head| head.holds == Holds::Number) {
            // Results hardly repeat as a whole, so a dictionary is work for nothing; their upper bytes do, once apart.
            let column = ColumnPath::from(head.name.as_str());
            properties = properties
                .set_column_dictionary_enabled(column.clone(), false)
                .set_column_encoding(column, Encoding::BYTE_STREAM_SPLIT);
        }
        let writer =
            SerializedFileWriter::new(Out::create(path)?, Arc::new(schema), Arc::new(properties.build())).map_err(said)?;
        Ok(Dataset { writer, path: path.to_owned() })
    }

    /// Writes a row group: a piece a column, in order, equally long.
    pub fn group(&mut self, pieces: &[Piece<'_>]) -> Result<(), Refusal> {
        let result = self.try_group(pieces);
        result.map_err(|error| self.trouble(&error))
    }

    fn try_group(&mut self, pieces: &[Piece<'_>]) -> parquet::errors::Result<()> {
        let mut group = self.writer.next_row_group()?;
        for piece in pieces {
            match piece {
                Piece::Whole(values) => column::<Int64Type>(&mut group, values)?,
                Piece::Number(values) => column::<DoubleType>(&mut group, values)?,
                Piece::Word(word, count) => column::<ByteArrayType>(&mut group, &vec![ByteArray::from(*word); *count])?,
            }
        }
        group.close()?;
        Ok(())
    }

    /// Writes the footer and waits until the disk has the file.
    pub fn finish(mut self) -> Result<Seal, Refusal> {
        let end = self.writer.finish();
        if let Err(error) = end {
            return Err(self.trouble(&error));
        }
        self.writer.inner_mut().sync()
    }

    fn trouble(&self, error: &parquet::errors::ParquetError) -> Refusal {
        self.writer.inner().trouble().unwrap_or_else(|| parquet_refusal("write", &self.path, error))
    }
}

fn column<T: DataType>(group: &mut SerializedRowGroupWriter<'_, Out>, values: &[T::T]) -> parquet::errors::Result<()> {
    let Some(mut column) = group.next_column()? else {
        return Err(parquet::errors::ParquetError::General("more pieces than columns".into()));
    };
    column.typed::<T>().write_batch(values, None, None)?;
    column.close()
}

fn field(head: &Head) -> parquet::errors::Result<Arc<Type>> {
    let (physical, logical) = match head.holds {
        Holds::Whole => (Physical::INT64, None),
        Holds::Number => (Physical::DOUBLE, None),
        Holds::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let builder = Type::primitive_type_builder(&head.name, physical).with_repetition(Repetition::REQUIRED);
    Ok(Arc::new(builder.with_logical_type(logical).build()?))
}

fn key_values(heads: &[Head], facts: &[(&str, String)]) -> Vec<KeyValue> {
    let table = facts.iter().map(|(key, value)| KeyValue::new((*key).to_owned(), value.clone()));
    let columns = heads.iter().flat_map(|head| {
        let said = head.facts.iter().filter(|(_, value)| !value.is_empty());
        said.map(|(fact, value)| KeyValue::new(format!("{}.{fact}", head.name), value.clone()))
    });
    table.chain(columns).collect()
}
