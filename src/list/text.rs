//! Bytes of a text file: which encoding they are in, as Excel and others write it.

use encoding_rs::{Encoding as Table, GB18030, UTF_16BE, UTF_16LE};

use super::records::MARK;

/// How a text file is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// As Excel writes CSV in China.
    Gb18030,
    /// As Excel writes "Unicode text".
    Utf16,
}

impl Encoding {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GB18030",
            Encoding::Utf16 => "UTF-16",
        }
    }

    /// The encoding of some bytes, or of the first of them.
    pub fn of(bytes: &[u8]) -> Encoding {
        match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Encoding::Utf16,
            _ if bytes.starts_with(MARK) || is_mostly_utf8(bytes) => Encoding::Utf8,
            _ => Encoding::Gb18030,
        }
    }

    /// What decodes bytes that begin so; UTF-8 stays as it is.
    pub fn table(self, start: &[u8]) -> Option<&'static Table> {
        match self {
            Encoding::Utf8 => None,
            Encoding::Gb18030 => Some(GB18030),
            Encoding::Utf16 if start.starts_with(&[0xfe, 0xff]) => Some(UTF_16BE),
            Encoding::Utf16 => Some(UTF_16LE),
        }
    }
}

/// Whether what is no UTF-8 is the exception: of GB18030's characters nearly none is UTF-8, and a broken byte makes no other
/// encoding.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut broken, mut characters) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        broken = broken.saturating_add(usize::from(!chunk.invalid().is_empty()));
        characters = characters.saturating_add(chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count());
    }
    broken.saturating_mul(20) <= characters
}

/// Text as UTF-8.
pub(super) fn decode(bytes: Vec<u8>) -> (Vec<u8>, Encoding) {
    let encoding = Encoding::of(&bytes);
    let text = match encoding.table(&bytes) {
        None => bytes,
        // A byte that stands for nothing becomes a mark of its own in its cell.
        Some(table) => table.decode(&bytes).0.into_owned().into_bytes(),
    };
    (text, encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encodings_that_excel_writes() {
        let text = "企业,城市,软件\n甲厂,南,30万\n";
        let gb = GB18030.encode(text).0.into_owned();
        let unicode: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for (bytes, encoding) in
            [(text.as_bytes().to_vec(), Encoding::Utf8), (gb, Encoding::Gb18030), (unicode, Encoding::Utf16)]
        {
            assert_eq!(decode(bytes), (text.as_bytes().to_vec(), encoding));
        }
    }

    #[test]
    fn a_broken_byte_makes_no_other_encoding() {
        let mut bytes =
            "企业,城市,软件,云服务,培训,咨询诊断,实施集成定制,数据采集传输设备,其他设备,其他,批次,等级\n甲厂"
                .repeat(3)
                .into_bytes();
        bytes.push(0xff);
        bytes.extend_from_slice("，乙厂".as_bytes());
        assert_eq!(Encoding::of(&bytes), Encoding::Utf8);
    }
}
