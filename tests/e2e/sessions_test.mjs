// SPDX-License-Identifier: EUPL-1.2
// Sessions in the demo as those who plan, lead and join them see them: several facilitators,
// rooms and people that are needed twice, rooms that are too small, a guest who catches up,
// the page of a cohort; in both
// languages, at 1200 and 320 pixels.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demoOpen, houseOpen, pageInspectBoth, personOpen, pictures, signIn } from "./house.mjs";

let house, accounts, page;
const found = [];
const look = async (p, name) => found.push(...(await pageInspectBoth(p, `sessions-${name}`)));
const opened = async (role) => {
  const person = await personOpen(house);
  await signIn(person, ...accounts.get(role));
  return person;
};

before(async () => {
  house = await houseOpen();
  accounts = await demoOpen(house);
  page = await opened("coordinator");
});
after(async () => assert.equal(await house.close(), 0));

test("a second facilitator is chosen in the form and named wherever the session is shown", async () => {
  await page.goto("/lichtingen/1/bijeenkomsten");
  const row = page.getByRole("row").filter({ hasText: "Module 5" });
  await row.getByText("Nog een begeleider").click();
  await row.getByLabel(/^Begeleider van .*nummer 2/).selectOption({ label: "Nadia Achterberg" });
  await page.getByRole("button", { name: "Sla alle bijeenkomsten op" }).click();
  assert.equal(await row.getByLabel(/^Begeleider van .*nummer 3/).count(), 1, "and there is room for another");
  await look(page, "form");
  await row.getByRole("link", { name: /^Module 5/ }).click();
  await page.getByText("Nadia Achterberg, Joris Teunissen").waitFor();
  await look(page, "one");
  await page.getByRole("link", { name: "Draaiboek" }).click();
  await page.getByText("Nadia Achterberg, Joris Teunissen").waitFor();
  await look(page, "run-sheet");
});

test("a room that is too small, and taken twice, is said where it is chosen and at the session", async () => {
  await page.goto("/lichtingen/1/bijeenkomsten");
  await page.getByLabel("Plaatsen in Wijkcentrum De Zwaaikom, Kadeplein 2").fill("20");
  await page.getByRole("button", { name: "Sla alle bijeenkomsten op" }).click();
  await page.getByText("24 deelnemers en 2 begeleiders passen niet in Wijkcentrum De Zwaaikom, Kadeplein 2").waitFor();
  // The second cohort comes together at the same hour, and writes the room another way.
  const day = await page.getByLabel(/^Datum van Module 4/).inputValue();
  await page.goto("/lichtingen/2/bijeenkomsten");
  await page.getByLabel(/^Datum van Module 1/).fill(day);
  await page.getByLabel(/begin van Module 1/).fill("10:00");
  await page.getByLabel(/einde van Module 1/).fill("12:00");
  await page.getByLabel(/^Plaats van Module 1/).fill("wijkcentrum de zwaaikom,  KADEPLEIN 2");
  await page.getByLabel(/^Begeleider van Module 1/).first().selectOption({ label: "Nadia Achterberg" });
  await page.getByRole("button", { name: "Sla alle bijeenkomsten op" }).click();
  await page.getByText(/is dubbel bezet: Module 1.* en Lichting 1, Module 4, 9.30 tot 12.30 uur/).waitFor();
  await page.getByText(/Nadia Achterberg begeleidt Module 1.* en begeleidt dan ook Lichting 1, Module 4/).waitFor();
  await look(page, "clashes");
  await page.getByRole("link", { name: /^Open de andere bijeenkomst.*Lichting 1, Module 4/ }).first().click();
  await page.getByText("De zaal is te klein: 24 deelnemers en 2 begeleiders").waitFor();
  await page.getByText(/is dubbel bezet: Module 4.* en Lichting 2, Module 1/).waitFor();
  await look(page, "small");
});

test("somebody who missed a session catches up as a guest of another cohort", async () => {
  await page.goto("/bijeenkomsten/1/aanwezigheid");
  await page.getByRole("group", { name: /Bahadoer/ }).getByText("weggebleven").click();
  await page.getByRole("button", { name: "Sla aanwezigheid op" }).click();
  await page.goto("/lichtingen/1/inhalen");
  const row = page.getByRole("row").filter({ hasText: "Bahadoer" });
  await row.getByRole("button").click();
  const guest = await opened("participant");
  await guest.getByRole("link", { name: /^Module 1/ }).nth(1).click(); // the first is what was missed
  await guest.getByRole("heading", { name: "Je haalt hier in, bij Lichting 2" }).waitFor();
  await guest.getByText("wijkcentrum de zwaaikom").first().waitFor();
  await guest.getByText("Nadia Achterberg").waitFor();
  await look(guest, "guest");
  const dead = [];
  for (const link of await guest.locator("main a[href^='/'], nav a[href^='/']").all()) {
    const to = await link.getAttribute("href");
    const { status } = await guest.evaluate(async (path) => ({ status: (await fetch(path)).status }), to);
    if (status >= 400) dead.push(`${to}: ${status}`);
  }
  assert.deepEqual(dead, [], "no link of the page is shut to a guest");
  await guest.getByRole("link", { name: "Bekijk het draaiboek" }).click();
  await guest.getByText("Jezelf in relatie tot de ander").first().waitFor();
  await look(guest, "guest-run-sheet");
  assert.deepEqual(guest.complaints, []);
  await guest.context().close();
});

test("the page of a cohort says how its next session stands, and reads on paper", async () => {
  await page.goto("/lichtingen/1");
  const box = page.locator("section", { hasText: "Volgende bijeenkomst" }).first();
  await box.getByText("Nadia Achterberg, Joris Teunissen").waitFor();
  await box.getByText("4 groepen, iedereen is ingedeeld").waitFor();
  await page.getByRole("row").filter({ hasText: "Module 6" }).getByText("zaal ontbreekt").waitFor();
  assert.equal(await page.getByText("24 namen").count(), 1, "names are folded away");
  assert.equal(await page.locator("svg rect[fill^='url(#']").count() > 3, true, "bars have patterns");
  await look(page, "cohort");
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 718, height: 1047 }); // A4 within its margins
  await page.screenshot({ path: `${pictures}/sessions-cohort-print.png`, fullPage: true });
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1200, height: 900 });
  await page.goto("/lichtingen/2");
  await look(page, "cohort-open");
  // Who missed the last two is named beside the next session.
  for (const session of [2, 3]) {
    await page.goto(`/bijeenkomsten/${session}/aanwezigheid`);
    await page.getByRole("group", { name: /Bahadoer/ }).getByText("weggebleven").click();
    await page.getByRole("button", { name: "Sla aanwezigheid op" }).click();
  }
  await page.goto("/lichtingen/1");
  const attention = page.locator("section", { hasText: "Let op" }).last();
  await attention.getByText(/Bahadoer \(Politie Vaartwijk\)/).waitFor();
  const beside = await Promise.all([box, attention].map((part) => part.boundingBox()));
  assert.ok(beside[1].x > beside[0].x + beside[0].width - 1 && beside[1].y < beside[0].y + 200, JSON.stringify(beside));
  await look(page, "cohort-signs");
});

test("each facilitator reads at home with whom", async () => {
  const person = await opened("facilitator");
  await person.getByText("Nadia Achterberg, Joris Teunissen").first().waitFor();
  await look(person, "facilitator");
  assert.deepEqual(person.complaints, []);
  await person.context().close();
});

test("every page on the way was in order", () => assert.deepEqual([...found, ...page.complaints], []));
