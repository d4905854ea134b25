//! The brand colour and what is derived from it. The style sheet does the same sums in CSS.

use csscolorparser::Color;

use super::Brand;

impl Brand {
    /// Lightness of the brand colour in the dark theme.
    pub const DARK_LIGHTNESS: f32 = 0.78;
    /// The strongest chroma of the brand colour in the dark theme.
    pub const DARK_CHROMA: f32 = 0.14;
    /// The least contrast of text (WCAG 2.2 AA).
    pub const LEAST_CONTRAST: f32 = 4.5;
    /// White, in any hue.
    pub const WHITE: Self = Self { lightness: 1.0, chroma: 0.0, hue: 0.0 };

    /// The colour a CSS colour means; `None` when it is none, or not opaque.
    pub fn parse(text: &str) -> Option<Self> {
        let colour: Color = text.parse().ok()?;
        let [lightness, chroma, hue, _] = colour.to_oklcha();
        if colour.a < 1.0 || ![lightness, chroma, hue].iter().all(|part| part.is_finite()) {
            return None;
        }
        let chroma = rounded(chroma, 10_000.0);
        // Grey has no hue; whatever rounding left of one would tint the page at random.
        let hue = if chroma < 0.001 { 0.0 } else { rounded(hue.to_degrees().rem_euclid(360.0), 100.0) % 360.0 };
        Some(Self { lightness: rounded(lightness, 10_000.0), chroma, hue })
    }

    /// The brand colour as the dark theme shows it: same hue, lightness raised, chroma capped.
    pub fn in_dark(self) -> Self {
        Self { lightness: Self::DARK_LIGHTNESS, chroma: self.chroma.min(Self::DARK_CHROMA), hue: self.hue }
    }

    /// The background of the light theme.
    pub fn light_background(self) -> Self {
        Self { lightness: 0.99, chroma: 0.003, hue: self.hue }
    }

    /// The background of the dark theme.
    pub fn dark_background(self) -> Self {
        Self { lightness: 0.19, chroma: 0.01, hue: self.hue }
    }

    /// The least contrast of the three uses of the colour, and which it is: as text on the light background, under white
    /// words on a button, and as text on the dark background in its dark form.
    pub fn weakest_contrast(self) -> (f32, &'static str) {
        let uses = [
            (contrast(self, self.light_background()), "as text in the light theme"),
            (contrast(Self::WHITE, self), "under the white words of a button"),
            (contrast(self.in_dark(), self.dark_background()), "as text in the dark theme"),
        ];
        uses.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((1.0, ""))
    }

    /// The colour as `#rrggbb`, the nearest that screens without wide gamut show.
    pub fn to_hex(self) -> String {
        let [r, g, b] = self.linear();
        let [r, g, b, _] = Color::from_linear_rgba(r, g, b, 1.0).to_rgba8();
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// Light of red, green and blue, each 0 to 1.
    fn linear(self) -> [f32; 3] {
        let [r, g, b, _] = Color::from_oklcha(self.lightness, self.chroma, self.hue.to_radians(), 1.0).to_linear_rgba();
        [r, g, b].map(|light| if light.is_finite() { light.clamp(0.0, 1.0) } else { 0.0 })
    }

    fn luminance(self) -> f32 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

/// Contrast of two colours as WCAG counts it, from 1 (the same) to 21.
pub fn contrast(a: Brand, b: Brand) -> f32 {
    let (a, b) = (a.luminance(), b.luminance());
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn rounded(number: f32, steps: f32) -> f32 {
    (number * steps).round() / steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oklch_is_kept_as_written() {
        assert_eq!(Brand::parse("oklch(0.50 0.13 255)"), Some(Brand::default()));
        assert_eq!(Brand::parse("oklch(50% 0.13 255deg)"), Some(Brand::default()));
    }

    #[test]
    fn every_syntax_of_css_is_read() {
        let Some(brand) = Brand::parse("#0b5cad") else { panic!("a colour") };
        assert_eq!(brand.to_hex(), "#0b5cad");
        assert_eq!(Brand::parse("rgb(11 92 173)"), Some(brand));
        assert_eq!(Brand::parse("#808080").map(|grey| (grey.chroma, grey.hue)), Some((0.0, 0.0)));
        assert_eq!(Brand::parse("RebeccaPurple").map(Brand::to_hex).as_deref(), Some("#663399"));
        assert_eq!(Brand::parse("transparent"), None);
        assert_eq!(Brand::parse("#0b5cad80"), None);
        assert_eq!(Brand::parse("blue-ish"), None);
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let black = Brand { lightness: 0.0, chroma: 0.0, hue: 0.0 };
        assert!((contrast(Brand::WHITE, black) - 21.0).abs() < 0.01);
        let Some(grey) = Brand::parse("#767676") else { panic!("a colour") };
        assert!((contrast(grey, Brand::WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn every_hue_is_readable_in_the_dark() {
        for hue in 0..360_u16 {
            let brand = Brand { lightness: 0.5, chroma: 0.3, hue: f32::from(hue) };
            assert!(contrast(brand.in_dark(), brand.dark_background()) > Brand::LEAST_CONTRAST, "hue {hue}");
        }
    }

    #[test]
    fn the_default_brand_is_readable() {
        assert!(Brand::default().weakest_contrast().0 >= Brand::LEAST_CONTRAST);
        let Some(yellow) = Brand::parse("#ffd400") else { panic!("a colour") };
        assert_eq!(yellow.weakest_contrast().1, "as text in the light theme");
    }
}
