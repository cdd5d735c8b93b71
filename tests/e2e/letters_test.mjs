// SPDX-License-Identifier: EUPL-1.2
// Letters in the demo, where they can be read instead of sent: whom the coordinator reminds, and what
// they then find. In both languages, at 1200 and 320 pixels.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demoOpen, houseOpen, pageInspectBoth, personOpen, signIn } from "./house.mjs";

let house, accounts, page;
const found = [];
const look = async (p, name) => found.push(...(await pageInspectBoth(p, `letters-${name}`)));

before(async () => {
  house = await houseOpen();
  accounts = await demoOpen(house);
  page = await personOpen(house);
  await signIn(page, ...accounts.get("coordinator"));
});
after(async () => assert.equal(await house.close(), 0));

const row = (words) => page.getByRole("row").filter({ hasText: words });

test("a reminder from the home says to whom it goes, and goes once a day", async () => {
  await page.goto("/");
  await look(page, "home");
  await row("wachten op akkoord").getByRole("button", { name: /^Stuur herinnering/ }).click();
  await page.getByText("De herinnering gaat naar Zdeněk Haspelaar, in één bericht over 2 aanmeldingen.").waitFor();
  await row("Noteer wie er waren").getByRole("button", { name: /^Stuur herinnering/ }).click();
  await page.getByText("De herinnering gaat naar Joris Teunissen.").waitFor();
  await look(page, "home-herinnerd");
  assert.equal(await page.getByRole("button", { name: /^Stuur herinnering/ }).count(), 0);
  assert.equal(await page.getByText(/^Bericht ging op/).count(), 2);
  await page.goBack(); // the page as it was, with its buttons: pressed again it sends nothing
  await page.goto("/berichten");
  assert.equal(await page.getByRole("row").filter({ hasText: "Zdeněk Haspelaar" }).filter({ hasText: "akkoord" }).count(), 1);
  for (const summary of await page.locator("details summary").all()) await summary.click();
  await page.getByText("Van 2 deelnemers is nog niet genoteerd of ze er waren.").waitFor();
  await page.getByText("2 van jouw mensen willen meedoen aan een leergang").waitFor();
});

test("every page was in order", () => assert.deepEqual([...found, ...page.complaints], []));
