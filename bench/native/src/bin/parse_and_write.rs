//! `parse_and_write APPLICATIONS ANSWERS`: a batch that judges nothing. Parses every line of the applications and
//! writes an answer for it to the standard output; the answers, as many as differ, are parsed beforehand.

use std::error::Error;
use std::fs::File;
use std::hint::black_box;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::{env, fs};

use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, applications, answers] = arguments.as_slice() else {
        return Err("usage: parse_and_write APPLICATIONS ANSWERS".into());
    };
    let answers = fs::read_to_string(answers)?;
    let answers: Vec<Value> = answers.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;

    const BUFFER: usize = 1 << 16; // as `subsidy batch` has it
    let mut input = BufReader::with_capacity(BUFFER, File::open(applications)?);
    let mut output = BufWriter::with_capacity(BUFFER, io::stdout().lock());
    let mut line = Vec::new();
    for answer in answers.iter().cycle() {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        black_box(serde_json::from_slice::<Value>(&line)?);
        serde_json::to_writer(&mut output, answer)?;
        output.write_all(b"\n")?;
    }
    Ok(output.flush()?)
}
