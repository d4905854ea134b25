#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use proptest::prelude::*;

use super::*;

/// What must never be left in a picture: stands in all that is hidden in the samples.
const PRIVATE: &[u8] = b"51.5007N";

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// EXIF with an orientation, and a place behind it.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0; 4]);
    tiff.extend(PRIVATE);
    tiff
}

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], data].concat()
}

/// A JPEG with all that cameras and programs like to leave in one.
fn jpeg(orientation: u8) -> Vec<u8> {
    [
        b"\xff\xd8".to_vec(),
        segment(0xe0, b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01abc"),
        segment(0xe1, &[b"Exif\0\0", &exif(orientation)[..]].concat()),
        segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>51.5007N</x>"),
        segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
        segment(0xe2, b"MPF\0 51.5007N"),
        segment(0xed, b"Photoshop 3.0\0 51.5007N"),
        segment(0xee, b"Adobe\0\x64\0\0\0\0\0"),
        segment(0xfe, b"51.5007N by Ada"),
        segment(0xdb, &[7; 65]),
        segment(0xda, &[1, 1, 0, 0, 63, 0]),
        b"scan\xff\0scan\xff\xd0scan".to_vec(),
        segment(0xc4, &[9; 20]),
        segment(0xfe, b"51.5007N between two scans"),
        segment(0xda, &[1, 1, 0, 0, 63, 0]),
        b"more\xff\xd9".to_vec(),
        b"\xff\xd8 a second picture 51.5007N".to_vec(),
    ]
    .concat()
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let sum = metadata::png::checksum(&[&kind[..], data].concat()).to_be_bytes();
    [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], kind, data, &sum].concat()
}

fn png(orientation: u8) -> Vec<u8> {
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0"),
        chunk(b"iCCP", b"colours"),
        chunk(b"eXIf", &exif(orientation)),
        chunk(b"tEXt", b"Author\x0051.5007N"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\x0051.5007N"),
        chunk(b"tIME", b"\x07\xea\x0b\x1c\x01\x02\x03"),
        chunk(b"IDAT", b"picture"),
        chunk(b"caBX", b"51.5007N"),
        chunk(b"IEND", b""),
        b"what was cropped away 51.5007N".to_vec(),
    ]
    .concat()
}

fn webp(orientation: u8) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let padding = &[0][..data.len() % 2];
        [&kind[..], &u32::try_from(data.len()).unwrap().to_le_bytes(), data, padding].concat()
    };
    let chunks = [
        chunk(b"VP8X", &[0x2c, 0, 0, 0, 1, 0, 0, 1, 0, 0]),
        chunk(b"ICCP", b"colours"),
        chunk(b"VP8 ", b"picture"),
        chunk(b"EXIF", &exif(orientation)),
        chunk(b"XMP ", b"51.5007N"),
        chunk(b"own ", b"51.5007N"),
    ]
    .concat();
    let length = u32::try_from(chunks.len() + 4).unwrap().to_le_bytes();
    [b"RIFF", &length[..], b"WEBP", &chunks, b"behind 51.5007N"].concat()
}

/// The orientation that a cleaned picture tells: its EXIF holds nothing else.
fn side(bytes: &[u8]) -> Option<u8> {
    let at = bytes.windows(4).position(|window| window == b"MM\0*")?;
    bytes.get(at + 19).copied()
}

#[test]
fn pictures_keep_their_look_and_tell_nothing_else() {
    for sample in [jpeg as fn(u8) -> Vec<u8>, png, webp] {
        let before = sample(6);
        let Cleaned { bytes, cleaning } = without_metadata(before.clone());
        assert_eq!(cleaning, Cleaning::Removed);
        assert_eq!(sniff(&bytes), sniff(&before));
        assert!(holds(&before, PRIVATE) && !holds(&bytes, PRIVATE));
        assert!(holds(&bytes, b"colours"));
        assert_eq!(side(&bytes), Some(6));
        let again = without_metadata(bytes.clone());
        assert_eq!(again, Cleaned { bytes, cleaning: Cleaning::Nothing }, "there is nothing left to take out");
        assert_eq!(side(&without_metadata(sample(1)).bytes), None, "the usual side needs no word");
    }
}

#[test]
fn the_data_of_a_picture_stays_as_it_is() {
    let clean = without_metadata(jpeg(1)).bytes;
    for kept in [&b"scan\xff\0scan\xff\xd0scan\xff\xc4"[..], b"more\xff\xd9", b"Adobe\0\x64", &[7; 65], &[9; 20]] {
        assert!(holds(&clean, kept), "{kept:?}");
    }
    assert!(clean.starts_with(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x02\0\0\x01\0\x01\0\0"), "without its thumbnail");
    assert!(clean.ends_with(b"more\xff\xd9"));
    assert_eq!(metadata::png::checksum(b"IEND"), 0xae42_6082);
    assert!(without_metadata(png(1)).bytes.ends_with(b"IEND\xae\x42\x60\x82"));
    let clean = without_metadata(webp(1)).bytes;
    assert_eq!(clean[20], 0x20, "only the colour profile is announced");
    assert_eq!(u32::from_le_bytes(clean[4..8].try_into().unwrap()) as usize, clean.len() - 8);
}

#[test]
fn a_picture_whose_end_did_not_arrive_tells_nothing_either() {
    let mut cut = jpeg(1);
    let end = cut.windows(4).position(|window| window == b"more").unwrap();
    cut.truncate(end + 2);
    let Cleaned { bytes, cleaning } = without_metadata(cut);
    assert_eq!((cleaning, holds(&bytes, PRIVATE), bytes.ends_with(b"mo")), (Cleaning::Removed, false, true));
}

#[test]
fn what_is_not_understood_is_left_as_it_is() {
    let mut torn = png(1);
    torn.truncate(80);
    let mut strange = png(1);
    strange[12..16].copy_from_slice(b"CgBI");
    for bytes in [torn, strange, jpeg(1)[..30].to_vec(), webp(1)[..60].to_vec(), b"hi".to_vec(), Vec::new()] {
        assert_eq!(without_metadata(bytes.clone()), Cleaned { bytes, cleaning: Cleaning::Unknown });
    }
}

#[test]
fn a_file_is_what_its_bytes_are() {
    let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let compound = |part: &str| {
        let name: Vec<u8> = part.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", &name[..]].concat()
    };
    let open = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\x27\0\0\0\x27\0\0\0\x08\0\0\0mimetype";
    let open =
        |kind: &str| [&open[..], b"application/vnd.oasis.opendocument.", kind.as_bytes(), b"PK\x03\x04"].concat();
    let cases: Vec<(Vec<u8>, Option<&str>)> = vec![
        (jpeg(1), Some("image/jpeg")),
        (png(1), Some("image/png")),
        (webp(1), Some("image/webp")),
        (b"GIF89a\x01\0".to_vec(), Some("image/gif")),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0".to_vec(), Some("image/bmp")),
        (b"BMW is no picture".to_vec(), Some("text/plain")),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), Some("image/heic")),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif".to_vec(), Some("image/avif")),
        (b"\0\0\0\x18ftypisom\0\0\x02\0isommp41".to_vec(), Some("video/mp4")),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ".to_vec(), Some("video/quicktime")),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm".to_vec(), Some("video/webm")),
        (b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska".to_vec(), None),
        (b"%PDF-1.7\n%\xe2\xe3".to_vec(), Some("application/pdf")),
        (zip(&["a.txt"]), Some("application/zip")),
        (zip(&["[Content_Types].xml", "docProps/app.xml", "word/document.xml"]), Some(docx)),
        (
            zip(&["[Content_Types].xml", "xl/vbaProject.bin", "xl/workbook.xml"]),
            Some("application/vnd.ms-excel.sheet.macroenabled.12"),
        ),
        (zip(&["copies/word/document.xml"]), Some("application/zip")),
        (open("text"), Some("application/vnd.oasis.opendocument.text")),
        (open("graphics"), Some("application/zip")),
        (compound("WordDocument"), Some("application/msword")),
        (compound("__properties_version1.0"), Some("application/vnd.ms-outlook")),
        (compound("Setup"), None),
        (b"MZ\x90\0\x03\0".to_vec(), None),
        (b"\x7fELF\x02\x01\x01\0".to_vec(), None),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>".to_vec(), Some("text/plain")),
        (b"<!doctype html><script>alert(1)</script>".to_vec(), Some("text/plain")),
        ("\u{feff}Zoë;Größe\r\n".into(), Some("text/plain")),
        (b"Gr\xf6\xdfe;\x80 5\r\n\x1b[31m".to_vec(), Some("text/plain")),
        (b"\xff\xfeL\0o\0g\0\r\0\n\0".to_vec(), Some("text/plain")),
        (b"\xff\xfeL\0\0\0".to_vec(), None),
        (Vec::new(), None),
    ];
    for (bytes, expected) in cases {
        assert_eq!(sniff(&bytes), expected, "{}", String::from_utf8_lossy(&bytes));
        assert!(expected.is_none_or(|media_type| KNOWN_TYPES.contains(&media_type)));
    }
}

/// An archive of empty files with these names.
fn zip(names: &[&str]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for name in names {
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        bytes.extend([&b"PK\x03\x04"[..], &[0; 22], &length, &[0; 2], name.as_bytes()].concat());
        directory.extend([&b"PK\x01\x02"[..], &[0; 24], &length, &[0; 16], name.as_bytes()].concat());
    }
    let at = u32::try_from(bytes.len()).unwrap().to_le_bytes();
    [&bytes[..], &directory, b"PK\x05\x06", &[0; 12], &at, &[0; 2]].concat()
}

/// A sound file with some of its bytes changed, and cut somewhere.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let sound = prop::sample::select(vec![jpeg(6), png(6), webp(6), zip(&["word/document.xml", "a"])]);
    let damage = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6);
    (sound, damage, any::<prop::sample::Index>(), any::<bool>()).prop_map(|(mut bytes, damage, end, cut)| {
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut {
            bytes.truncate(end.index(bytes.len()));
        }
        bytes
    })
}

proptest! {
    #[test]
    fn whatever_comes_nothing_breaks(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..64), damaged()]) {
        let before = sniff(&bytes);
        let Cleaned { bytes: clean, cleaning } = without_metadata(bytes.clone());
        match cleaning {
            Cleaning::Removed => {
                prop_assert_eq!(sniff(&clean), before);
                let again = without_metadata(clean.clone());
                prop_assert_eq!(again, Cleaned { bytes: clean, cleaning: Cleaning::Nothing });
            }
            Cleaning::Nothing | Cleaning::Unknown => prop_assert_eq!(clean, bytes),
        }
    }

    #[test]
    fn an_id_of_an_upload_is_a_name_and_nothing_else(text in "[0-9a-f]{30,34}|.{0,40}") {
        let fits = text.len() == 32 && text.chars().all(|c| "0123456789abcdef".contains(c));
        prop_assert_eq!(is_upload_id(&text), fits);
    }
}
