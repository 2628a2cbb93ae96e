//! A QR code as a drawing: dark squares on a light ground, the quiet zone included.

use std::fmt::Write as _;

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use serde::Serialize;

/// Modules around the code that stay light.
const QUIET: i32 = 4;
/// Beyond it the squares of a code of 45 mm are too small for a phone's camera.
const LARGEST: u8 = 25;

/// A QR code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct QrView {
    /// Width and height in modules, quiet zone included: the view box.
    pub size: i32,
    /// The dark squares, as an SVG path.
    pub path: String,
    /// What it is, for those who do not see it.
    pub alt: String,
}

/// The code of a text; `None` where it is too long for one that a phone reads from paper.
pub fn qr(text: &str, alt: String) -> Option<QrView> {
    let segments = QrSegment::make_segments(text);
    let version = (Version::MIN, Version::new(LARGEST));
    // More correction is taken where it costs no larger code.
    let code =
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, version.0, version.1, None::<Mask>, true).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|&x| code.get_module(x, y)).count();
            if run > 0 {
                let (left, top) = (x.saturating_add(QUIET), y.saturating_add(QUIET));
                let _ = write!(path, "M{left} {top}h{run}v1h-{run}z");
            }
            x = x.saturating_add(i32::try_from(run).unwrap_or_default()).saturating_add(1);
        }
    }
    Some(QrView { size: code.size().saturating_add(2 * QUIET), path, alt })
}
