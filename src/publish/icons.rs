//! Icons of the site: the portal's initial for browsers, and a tick on the brand colour for phones, which want pixels.

use std::io::Cursor;

use content::Brand;

use crate::html::escaped;
use crate::{Error, colour};

/// The icon for browser tabs.
pub(crate) fn svg(brand: Brand, name: &str) -> String {
    let initial: String = name.chars().find(|c| c.is_alphanumeric()).into_iter().flat_map(char::to_uppercase).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"64\" height=\"64\" viewBox=\"0 0 64 64\"><rect width=\"64\" height=\"64\" rx=\"14\" fill=\"{}\"/>\
         <text x=\"32\" y=\"33\" fill=\"#fff\" font-family=\"system-ui,sans-serif\" font-size=\"40\" font-weight=\"700\" \
         text-anchor=\"middle\" dominant-baseline=\"central\">{}</text></svg>\n",
        colour::hex(brand),
        escaped(&initial)
    )
}

/// A square picture with that many pixels a side.
///
/// Phones cut icons to their own shapes, so the colour fills the square and the tick stays in the middle.
pub(crate) fn png(brand: Brand, side: u16) -> Result<Vec<u8>, Error> {
    let ground = colour::rgb(brand).map(f32::from);
    let mut pixels = Vec::with_capacity(usize::from(side) * usize::from(side) * 3);
    for y in 0..side {
        for x in 0..side {
            let ink = coverage(
                (f32::from(x) + 0.5) / f32::from(side),
                (f32::from(y) + 0.5) / f32::from(side),
                f32::from(side),
            );
            pixels.extend(ground.map(|ground| mixed(ground, ink)));
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = png::Encoder::new(&mut bytes, side.into(), side.into());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().map_err(|error| Error::Icon(error.to_string()))?;
    writer.write_image_data(&pixels).map_err(|error| Error::Icon(error.to_string()))?;
    writer.finish().map_err(|error| Error::Icon(error.to_string()))?;
    Ok(bytes.into_inner())
}

/// How much of a pixel the tick covers, 0 to 1.
fn coverage(x: f32, y: f32, side: f32) -> f32 {
    const CORNERS: [(f32, f32); 3] = [(0.29, 0.52), (0.44, 0.67), (0.72, 0.36)];
    const HALF_WIDTH: f32 = 0.055;
    let distance = CORNERS.windows(2).map(|ends| to_line((x, y), ends[0], ends[1])).fold(f32::MAX, f32::min);
    ((HALF_WIDTH - distance) * side + 0.5).clamp(0.0, 1.0)
}

/// The distance of a point from the line between two others.
fn to_line(point: (f32, f32), from: (f32, f32), to: (f32, f32)) -> f32 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let along = ((point.0 - from.0) * dx + (point.1 - from.1) * dy) / (dx * dx + dy * dy);
    let along = along.clamp(0.0, 1.0);
    (point.0 - from.0 - along * dx).hypot(point.1 - from.1 - along * dy)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both ends are colours from 0 to 255")]
fn mixed(ground: f32, ink: f32) -> u8 {
    (ground + (255.0 - ground) * ink).round() as u8
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn the_picture_has_the_brands_colour_and_a_tick() {
        let bytes = png(Brand::default(), 48).unwrap();
        let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        let pixel = |x: usize, y: usize| &pixels[(y * 48 + x) * 3..][..3];
        assert_eq!(pixel(0, 0), colour::rgb(Brand::default()));
        assert_eq!(pixel(21, 32), [255, 255, 255]);
    }

    #[test]
    fn the_initial_is_the_first_letter() {
        assert!(svg(Brand::default(), "«österreich» IT").contains(">Ö</text>"));
        assert!(svg(Brand::default(), "<&>").contains("></text>"));
    }
}
