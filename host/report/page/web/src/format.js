// Numbers in words. What is missing is a dash, never a zero.
export function numberText(number, decimals = 0) {
  if (number === null || number === undefined || Number.isNaN(number)) return "—";
  return number.toLocaleString("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

// With three or four digits, whatever its size.
export function shortText(number) {
  if (number === null || number === undefined || Number.isNaN(number)) return "—";
  const size = Math.abs(number);
  return numberText(number, size >= 100 || number === 0 ? 0 : size >= 10 ? 1 : 2);
}

export function perCent(share) {
  if (share === null || share === undefined || Number.isNaN(share)) return "—";
  const shown = 100 * share;
  const allAgree = shown === 0 || shown === 100;
  return `${numberText(shown, !allAgree && (shown < 10 || shown > 99) ? 1 : 0)} %`;
}

// 2024.541 is July 2024; a whole number is a year.
export function timeText(x) {
  const year = Math.floor(x);
  if (year === x) return String(year);
  return `${year}-${String(Math.floor((x - year) * 12) + 1).padStart(2, "0")}`;
}
