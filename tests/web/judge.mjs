/* Opens web pages in Chromium, as a person's browser does, and has axe look for what keeps people out.

    node judge.mjs CHROMIUM FILE...

axe-core and puppeteer-core come from npm; NODE_PATH says where they are. Prints one line a finding: the
file, axe's rule, what is wrong and where. Also what the page fetched, what it said to the console, and
whether all of a wide table is reached by the keyboard alone. The last line says how much was judged. */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.env.NODE_PATH}/`);
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/* WCAG 2.x A and AA, which JIS X 8341-3:2016 AA has as its own (2.0), and what axe calls good practice. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SIZES = [{ width: 1280, height: 800 }, { width: 320, height: 640 }];

const [chromium, ...files] = process.argv.slice(2);
let reckoned = 0;

async function judge(browser, file, size) {
  const page = await browser.newPage();
  const found = [];
  const own = pathToFileURL(file).href;
  page.on("request", (r) => r.url() !== own && found.push(`fetches ${r.url()}`));
  page.on("console", (m) => found.push(`says ${m.text()}`));
  page.on("pageerror", (e) => found.push(`fails: ${e.message}`));
  await page.setViewport(size);
  await page.goto(own);
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => globalThis.axe.run(document, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations", "incomplete", "passes"] }), TAGS);
  for (const rule of [...result.violations, ...result.incomplete]) {
    for (const node of rule.nodes) {
      const where = node.target.join(" ");
      const ratio = unsure(rule, result) ? await page.evaluate(contrast, node.target[0]) : 0;
      if (ratio < 4.5) found.push(`${rule.id} (${rule.impact}): ${rule.help}: ${where}`);
      else reckoned++;
    }
  }
  found.push(...await page.evaluate(() => {
    const beyond = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return beyond > 1 ? [`the page is ${beyond} px wider than the window, not only its tables`] : [];
  }));
  found.push(...await walk(page));
  await page.close();
  return { found, passed: result.passes.length };
}

/* Of a text of one character, or one that lies outside of the window, axe does not say how well it can
 * be told from its background. */
function unsure(rule, result) {
  return rule.id === "color-contrast" && result.incomplete.includes(rule);
}

/* Run in the page: the contrast of an element's text as WCAG reckons it. */
function contrast(selector) {
  const numbers = (color) => color.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  let element = document.querySelector(selector);
  const text = light(numbers(getComputedStyle(element).color));
  let background = [0, 0, 0, 0];
  for (; element && background[3] === 0; element = element.parentElement) {
    background = numbers(getComputedStyle(element).backgroundColor);
    if (background.length === 3) background.push(1);
  }
  const behind = light(background[3] === 0 ? [255, 255, 255] : background);
  return (Math.max(text, behind) + 0.05) / (Math.min(text, behind) + 0.05);
}

/* Every place that scrolls is reached by Tab, and then by the arrow keys. */
async function walk(page) {
  const places = await page.evaluate(() => [...document.querySelectorAll("*")]
    .filter((e) => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX)).length);
  const stops = await page.evaluate(() =>
    document.querySelectorAll("a[href], button, input, select, textarea, [tabindex]").length);
  const found = [];
  let reached = 0;
  for (let i = 0; i < stops; i++) {
    await page.keyboard.press("Tab");
    const scrolls = await page.evaluate(() => {
      const e = document.activeElement;
      return e !== document.body && e.scrollWidth > e.clientWidth + 1;
    });
    if (!scrolls) continue;
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.activeElement.scrollLeft > 0, { timeout: 5000 })
      .then(() => reached++, () => found.push("a table that does not scroll by the arrow keys"));
  }
  if (reached < places) found.push(`${places} tables scroll, ${reached} are reached by Tab`);
  return found;
}

const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox"] });
let wrong = 0, passed = 0;
for (const file of files) {
  for (const size of SIZES) {
    const judged = await judge(browser, file, size);
    passed += judged.passed;
    wrong += judged.found.length;
    for (const line of judged.found) console.log(`${file}, ${size.width} px: ${line}`);
  }
}
await browser.close();
console.log(`${files.length} pages at ${SIZES.length} sizes: ${passed} rules passed, ${reckoned} contrasts reckoned here, ${wrong} findings`);
process.exit(wrong ? 1 : 0);
