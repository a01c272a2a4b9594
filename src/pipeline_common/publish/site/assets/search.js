// Finds exact words in the index: one file a year, latest first.
"use strict";

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function resultRow(root, [page, date, kind, kindWord, places, headline, evidence, outlets]) {
  return element("li", { className: "k-" + kind },
    element("span", { className: "when", textContent: date.replace("年", "年\u200b") }),
    element("article", {},
      element("h3", {}, element("a", { href: root + page, textContent: headline })),
      element("p", { textContent: evidence }),
      element("p", { className: "meta" },
        element("span", { className: "kind", textContent: kindWord }),
        element("span", { textContent: places }), element("span", { textContent: outlets }))));
}

async function search(words) {
  const list = document.getElementById("results");
  const found = document.getElementById("found");
  const index = document.getElementById("index");
  const limit = 200;
  const wanted = words.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) return;
  found.textContent = found.dataset.busy;
  let hits = 0;
  const links = [...index.querySelectorAll("[data-index]")];
  const years = links.map((link) => fetch(link.dataset.index).catch(() => ({ ok: false })));
  for (const year of years) {
    const answer = await year;
    if (!answer.ok) continue;
    for (const row of await answer.json()) {
      const text = row.slice(1).join("\n").normalize("NFKC").toLowerCase();
      if (!wanted.every((word) => text.includes(word))) continue;
      if (hits++ < limit) list.append(resultRow(index.dataset.root, row));
    }
  }
  found.textContent = hits ? found.dataset.some.replace("{n}", hits) : found.dataset.none;
  if (hits > limit) found.textContent += " · " + found.dataset.more.replace("{n}", limit);
}

const words = new URLSearchParams(location.search).get("q") || "";
document.getElementById("q").value = words;
search(words);
