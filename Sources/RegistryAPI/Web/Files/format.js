// Numbers, lengths and days as each language has them.
import { language } from "./words.js";

/** Today, as the browser's clock has it: 2026-11-29. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

const formats = new Map();

/** A form of numbers in the language; to make one takes longer than to use it. */
function form(name, options) {
  const key = `${language()} ${name}`;
  if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(language(), options));
  return formats.get(key);
}

/** A whole number. */
export function whole(value) {
  if (value == null) return "–";
  return form("whole", {}).format(value);
}

/** Persons: in Chinese by ten thousands where there are many. */
export function persons(value) {
  if (value == null) return "–";
  if (language() !== "zh-CN" || value < 100000) return whole(value);
  return `${form("tenth", { maximumFractionDigits: 1 }).format(value / 10000)}万`;
}

/** A share as per cent with one decimal. */
export function percent(share) {
  if (share == null) return "–";
  return form("percent", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share);
}

/** A day and a time of it. */
export const moment = (date) => new Intl.DateTimeFormat(language(), { dateStyle: "long", timeStyle: "short" }).format(date);

/** Metres as kilometres with one decimal. */
export function kilometers(meters) {
  if (meters == null) return "–";
  return `${form("one digit", { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(meters / 1000)} km`;
}

/** What a way costs, in metres or minutes. */
export function cost(value, unit) {
  if (value == null) return "–";
  return unit === "min" ? `${form("tenth", { maximumFractionDigits: 1 }).format(value)} min` : kilometers(value);
}

const times = new Map();

/** A time as the language has it, to the minute. */
export function time(iso) {
  if (!times.has(language())) times.set(language(), new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short" }));
  return times.get(language()).format(new Date(iso));
}

/** An amount of money, which the server tells as a text with two decimals: yuan, in Chinese by ten thousands where there are many. */
export function yuan(amount) {
  const value = Number(amount);
  const isChinese = language() === "zh-CN";
  if (isChinese && value >= 10000) return `${form("hundredth", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value / 10000)}万元`;
  const text = Number.isInteger(value) ? whole(value) : form("hundredth", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
  return isChinese ? `${text}元` : `¥${text}`;
}
