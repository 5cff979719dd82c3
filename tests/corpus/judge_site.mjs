// Pages in Chromium, judged by axe-core: node judge_site.mjs NODE_MODULES CHROMIUM PAGE...
// Light and dark, at the narrowest window and a wide one; and none may be wider than its window.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, executablePath, ...pages] = process.argv.slice(2);
const require = createRequire(pathToFileURL(modules + "/"));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function judge(browser, file, scheme, width) {
  const page = await browser.newPage();
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setViewport({ width, height: 900 });
  await page.goto(pathToFileURL(file));
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => axe.run({ runOnly: tags }), rules);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  await page.close();
  const said = found.violations.map((v) => `${v.id}: ${v.nodes.length}, as ${v.nodes[0].html.slice(0, 160)}`);
  return wide ? [...said, "is wider than its window"] : said;
}

const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"] });
let failed = 0;
let passed = 0;
for (const file of pages) {
  for (const scheme of ["light", "dark"]) {
    for (const width of [360, 1600]) {
      const said = await judge(browser, file, scheme, width);
      said.forEach((sentence) => console.log(`FAILED: ${file} ${scheme} ${width}: ${sentence}`));
      failed += said.length;
      passed += said.length ? 0 : 1;
    }
  }
}
await browser.close();
console.log(`axe: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
