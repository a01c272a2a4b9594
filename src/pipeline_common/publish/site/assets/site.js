// Everything works without this file except search; it adds counts, shareable filters and copying.
"use strict";

function setUpFilters(filters) {
  const count = document.getElementById("count");
  const inputs = [...filters.querySelectorAll("input[type=radio]")];
  function update() {
    let shown = 0;
    for (const year of document.querySelectorAll(".stream .year")) {
      year.classList.remove("empty");
      const rows = [...year.querySelectorAll(".timeline > li")]
        .filter((row) => getComputedStyle(row).display !== "none").length;
      year.classList.toggle("empty", rows === 0);
      shown += rows;
    }
    const chosen = new URLSearchParams();
    for (const input of inputs) if (input.checked && input.value !== "all") chosen.set(input.name, input.value);
    count.textContent = chosen.size ? count.dataset.text.replace("{n}", shown) : "";
    history.replaceState(null, "", chosen.size ? "?" + chosen : location.pathname);
  }
  const given = new URLSearchParams(location.search);
  for (const input of inputs) if (given.get(input.name) === input.value) input.checked = true;
  filters.addEventListener("change", update);
  if (inputs.some((input) => input.checked && input.value !== "all")) update();
}

function setUpCopying(button) {
  const word = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = word; }, 2000);
  });
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function resultRow(root, [page, date, kind, kindWord, places, headline, evidence, outlets]) {
  return element("li", { className: "k-" + kind },
    element("span", { className: "when", textContent: date }),
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
  for (const link of index.querySelectorAll("[data-index]")) {
    const answer = await fetch(link.dataset.index);
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

const filters = document.querySelector(".filters");
if (filters) setUpFilters(filters);
for (const button of document.querySelectorAll("[data-copy]")) setUpCopying(button);
if (document.getElementById("results")) {
  const words = new URLSearchParams(location.search).get("q") || "";
  document.getElementById("q").value = words;
  search(words);
}
