//! A logarithm that every target computes alike.

/// Natural logarithm of a number from 1 on, the same to the last bit everywhere: only sums, products and quotients, which
/// IEEE 754 fixes, where the platforms' own logarithms differ.
pub(crate) fn ln(number: f64) -> f64 {
    const TERMS: u32 = 12;
    let (mut mantissa, mut twos) = (number, 0.0);
    while mantissa > std::f64::consts::SQRT_2 {
        mantissa /= 2.0;
        twos += 1.0;
    }
    let ratio = (mantissa - 1.0) / (mantissa + 1.0);
    let (mut power, mut sum) = (ratio, 0.0);
    for term in 0..TERMS {
        sum += power / f64::from(2 * term + 1);
        power *= ratio * ratio;
    }
    2.0 * sum + twos * std::f64::consts::LN_2
}

#[cfg(test)]
mod tests {
    use super::ln;

    #[test]
    fn the_logarithm_is_one() {
        for number in [1.0, 1.000_001, 1.3, 2.0, std::f64::consts::E, 10.0, 12_345.678, 1e9] {
            assert!((ln(number) - f64::ln(number)).abs() < 1e-12, "{number}");
        }
    }
}
