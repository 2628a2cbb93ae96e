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

/// Whether what is no UTF-8 is the exception: a broken byte makes no other encoding.
///
/// GB18030's characters hardly ever form what Chinese characters are in UTF-8, three bytes each: there it is what is broken that
/// outnumbers. Two bytes are no such sign, as many a word is valid both ways.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let Err(error) = std::str::from_utf8(bytes) else { return true };
    // The first part of a file may end within a character, which is one more of those before it.
    if error.error_len().is_none() {
        return !bytes.get(..error.valid_up_to()).unwrap_or_default().is_ascii();
    }
    let (mut broken, mut characters, mut long) = (0usize, 0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        let begun = |least: u8| chunk.valid().bytes().filter(|byte| *byte >= least).count();
        broken = broken.saturating_add(usize::from(!chunk.invalid().is_empty()));
        characters = characters.saturating_add(begun(0xc0));
        long = long.saturating_add(begun(0xe0));
    }
    broken.saturating_mul(20) <= characters || broken.saturating_mul(2) <= long
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

    /// Every word that a person reads, the rare ones of names too, alone and as a list of them.
    #[test]
    fn no_chinese_text_in_its_own_encoding_is_taken_for_broken_utf8() {
        let words = [include_str!("../../strings/zh-CN.json"), include_str!("../../strings/zh-Hant.json")].concat();
        let names =
            "鑫淼焱犇垚 镁铝钛铬钼 璟琛瑄瓒 郴州衢州亳州儋州 濠泾洺鄞 骅骏骁 荟萃葳蕤 鼎鑫 酪氨酸 鹤壁淇滨 瀛寰";
        for line in words.lines().chain(names.split(' ')).chain([words.as_str(), names]) {
            let (bytes, _, _) = GB18030.encode(line);
            // Where each of a few characters happens to be valid UTF-8 as well, nobody can tell.
            if std::str::from_utf8(&bytes).is_err() {
                assert_eq!(Encoding::of(&bytes), Encoding::Gb18030, "{line}");
            }
        }
    }

    #[test]
    fn a_part_that_ends_within_a_character_is_utf8_all_the_same() {
        let text = "name,甲厂".as_bytes();
        for end in "name,甲".len()..text.len() {
            assert_eq!(Encoding::of(text.get(..end).unwrap_or_default()), Encoding::Utf8, "{end}");
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
