// Numbers, lengths and days as each language has them.
import { language } from "./words.js";

/** Today, as the browser's clock has it: 2026-11-29. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** A whole number. */
export function whole(value) {
  if (value == null) return "–";
  return new Intl.NumberFormat(language()).format(value);
}

/** Persons: in Chinese by ten thousands where there are many. */
export function persons(value) {
  if (value == null) return "–";
  if (language() !== "zh-CN" || value < 100000) return whole(value);
  return `${new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 1 }).format(value / 10000)}万`;
}

/** A share as per cent with one decimal. */
export function percent(share) {
  if (share == null) return "–";
  return new Intl.NumberFormat(language(), { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share);
}

/** Metres as kilometres with one decimal. */
export function kilometers(meters) {
  if (meters == null) return "–";
  return `${new Intl.NumberFormat(language(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(meters / 1000)} km`;
}

/** What a way costs, in metres or minutes. */
export function cost(value, unit) {
  if (value == null) return "–";
  return unit === "min" ? `${new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(value)} min` : kilometers(value);
}
