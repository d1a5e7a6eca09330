//! Whether a content is characters and nothing else.

use std::{fs::File, io::Read};

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8};

use crate::platform::error::{Error, Result};

const PIECE: usize = 64 * 1024;

/// Whether a file from here on is text in UTF-8 or GB18030, as programs here write it, without control characters.
pub(super) fn is_text(file: &mut File) -> Result<bool> {
    let mut decoders: Vec<_> = [UTF_8, GB18030].map(Encoding::new_decoder_without_bom_handling).into();
    let mut buffer = vec![0; PIECE];
    let mut decoded = vec![0; PIECE * 4];
    loop {
        let read = file.read(&mut buffer).map_err(Error::internal)?;
        let piece = &buffer[..read];
        // Every encoding that is still possible has these as they are.
        if piece.iter().any(|b| matches!(b, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)) {
            return Ok(false);
        }
        decoders.retain_mut(|decoder| {
            let (result, _, _) = decoder.decode_to_utf8_without_replacement(piece, &mut decoded, read == 0);
            result == DecoderResult::InputEmpty
        });
        if read == 0 || decoders.is_empty() {
            return Ok(!decoders.is_empty());
        }
    }
}
