//! `read_and_write ROWS ANSWERS`: a batch over CSV that judges nothing. Reads every row by the csv crate and writes an
//! answer for it to the standard output; the answers, as many as differ, are read beforehand.

use std::error::Error;
use std::{env, io};

use csv::{ByteRecord, ReaderBuilder, WriterBuilder};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, rows, answers] = arguments.as_slice() else { return Err("usage: read_and_write ROWS ANSWERS".into()) };
    let mut reader = ReaderBuilder::new();
    reader.has_headers(false).buffer_capacity(BUFFER);
    let answers: Vec<ByteRecord> = reader.from_path(answers)?.into_byte_records().collect::<Result<_, _>>()?;
    let (head, answers) = answers.split_first().ok_or("no answers")?;

    const BUFFER: usize = 1 << 16; // as `subsidy batch` has it
    let mut input = reader.from_path(rows)?;
    let mut output = WriterBuilder::new().buffer_capacity(BUFFER).from_writer(io::stdout().lock());
    let mut row = ByteRecord::new();
    input.read_byte_record(&mut row)?;
    output.write_byte_record(head)?;
    for answer in answers.iter().cycle() {
        if !input.read_byte_record(&mut row)? {
            break;
        }
        output.write_byte_record(answer)?;
    }
    Ok(output.flush()?)
}
