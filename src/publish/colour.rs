//! The brand colour in the notations that style sheets, manifests and pictures need.

use content::Brand;

/// The colour as red, green and blue, 0 to 255; what a screen cannot show is moved to the nearest edge.
pub(crate) fn rgb(brand: Brand) -> [u8; 3] {
    let (sin, cos) = brand.hue.to_radians().sin_cos();
    let (l, a, b) = (brand.lightness, brand.chroma * cos, brand.chroma * sin);
    let cube = |x: f32| x * x * x;
    let long = cube(l + 0.396_337_78 * a + 0.215_803_76 * b);
    let medium = cube(l - 0.105_561_346 * a - 0.063_854_17 * b);
    let short = cube(l - 0.089_484_18 * a - 1.291_485_5 * b);
    [
        4.076_741_7 * long - 3.307_711_6 * medium + 0.230_969_94 * short,
        -1.268_438 * long + 2.609_757_4 * medium - 0.341_319_4 * short,
        -0.004_196_086 * long - 0.703_418_6 * medium + 1.707_614_7 * short,
    ]
    .map(gamma)
}

/// The colour as `#rrggbb`.
pub(crate) fn hex(brand: Brand) -> String {
    let [red, green, blue] = rgb(brand);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The rules that set the brand's tokens; unlayered, so they win over the defaults in the tokens layer.
pub(crate) fn tokens(brand: Brand) -> String {
    let Brand { lightness, chroma, hue } = brand;
    format!(":root{{--brand-l:{lightness};--brand-c:{chroma};--brand-h:{hue}}}\n")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is clamped to 0 to 255")]
fn gamma(linear: f32) -> u8 {
    let linear = linear.clamp(0.0, 1.0);
    let shown = if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
    (shown * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_colours_come_out_right() {
        let hex = |lightness, chroma, hue| hex(Brand { lightness, chroma, hue });
        assert_eq!(hex(1.0, 0.0, 0.0), "#ffffff");
        assert_eq!(hex(0.0, 0.0, 0.0), "#000000");
        assert_eq!(hex(0.627_955, 0.257_683, 29.234), "#ff0000");
        assert_eq!(hex(0.452_014, 0.313_214, 264.052), "#0000ff");
    }
}
