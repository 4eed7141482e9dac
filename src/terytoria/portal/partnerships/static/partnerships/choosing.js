// A click on the map takes along what was ticked in the lists but not sent yet.
// Without this script the map works too; ticks are then sent with the button first.
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest('#mapa a[href], .actions a[href*="j="]');
  const form = document.querySelector("form[data-choosing]");
  if (!link || !form) return;
  const address = new URL(link.href.baseVal ?? link.href, document.baseURI);
  const sent = new Set(form.dataset.choosing.split(" ").filter(Boolean));
  const boxes = [...form.querySelectorAll('input[name="j"]')];
  const toggled = new Set(address.searchParams.getAll("j"));
  for (const box of boxes) {
    if (box.checked && !sent.has(box.value)) toggled.add(box.value);
    if (!box.checked && sent.has(box.value)) toggled.delete(box.value);
  }
  address.searchParams.delete("j");
  for (const code of [...toggled].sort()) address.searchParams.append("j", code);
  event.preventDefault();
  window.location.assign(address);
});
