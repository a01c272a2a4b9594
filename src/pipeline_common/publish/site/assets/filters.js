// Counts what the filters leave; keeps the choice in the address.
"use strict";

const inputs = [...document.querySelectorAll(".filters [type=radio]")];
const count = document.getElementById("count");
const given = new URLSearchParams(location.search);

function update() {
  let shown = 0;
  for (const year of document.querySelectorAll(".year")) {
    year.classList.remove("empty");
    const rows = [...year.querySelectorAll("li")].filter((row) => row.offsetHeight).length;
    year.classList.toggle("empty", !rows);
    shown += rows;
  }
  const chosen = inputs.filter((i) => i.checked && i.value !== "all");
  const query = "" + new URLSearchParams(chosen.map((i) => [i.name, i.value]));
  count.textContent = query && count.dataset.text.replace("{n}", shown);
  history.replaceState(null, "", query ? "?" + query : location.pathname);
}

for (const i of inputs) {
  i.checked ||= given.get(i.name) === i.value;
  i.onchange = update;
}
if (location.search) update();
