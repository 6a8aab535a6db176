// The language of the page, and its words.
import { words as en } from "./words-en.js";
import { words as zh } from "./words-zh.js";

const catalogues = { "zh-CN": zh, en };

let current = "zh-CN";

/** The language that words are in. */
export const language = () => current;

/** Takes a language: `zh…` is Chinese, anything else English. */
export function speak(wanted) {
  current = /^zh/i.test(wanted ?? "") ? "zh-CN" : "en";
  document.documentElement.lang = current;
}

/** The words of the language. */
export const words = () => catalogues[current];

/** Of a name in both languages the one to show. */
export const named = (properties) => (current === "zh-CN" ? properties.nameZh : properties.nameEn) ?? properties.nameZh ?? properties.nameEn;
