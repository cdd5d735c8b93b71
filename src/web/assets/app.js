// SPDX-License-Identifier: EUPL-1.2
// Makes pages pleasanter; none needs it. Refreshes what is live, asks before a changed form is left,
// sends a form once. No inline code, no eval, no HTML made from strings.
"use strict";

// An element with an id and data-live is fetched again every second, until the page no longer says so;
// then the whole page is shown, because more than the fragment may have changed.
function refresh(element) {
  const request = new XMLHttpRequest();
  request.responseType = "document";
  request.onload = () => {
    const fresh = request.response && request.response.getElementById(element.id);
    if (request.status !== 200 || !fresh || !("live" in fresh.dataset)) {
      location.reload();
      return;
    }
    const shown = document.importNode(fresh, true);
    if (shown.isEqualNode(element)) {
      later(element);
      return;
    }
    element.replaceWith(shown);
    later(shown);
  };
  request.onerror = () => later(element);
  request.open("GET", location.href);
  request.send();
}

function later(element) {
  setTimeout(() => (document.hidden ? later(element) : refresh(element)), 1000);
}

document.querySelectorAll("[data-live][id]").forEach(later);

let changed = false;
let sent = new WeakSet();

document.addEventListener("input", (event) => {
  if (event.target.form && event.target.form.method === "post") changed = true;
});

document.addEventListener("submit", (event) => {
  if (sent.has(event.target)) {
    event.preventDefault();
    return;
  }
  if (event.target.method === "post") sent.add(event.target);
  changed = false;
});

window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});

// Back from the browser's memory: forms may be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) sent = new WeakSet();
});
