// SPDX-License-Identifier: EUPL-1.2
// Somebody without e-mail, with a printed card: applies, is kept what was typed when the session was
// over, takes a place, gives notice of absence; and sees who made a new card, as does the coordinator.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demoOpen, houseOpen, pageInspect, pageInspectBoth, personOpen, signIn } from "./house.mjs";

let house, accounts, partner, bo, code;
const found = [];
const look = async (p, name) => found.push(...(await pageInspectBoth(p, `cards-${name}`)));
const lookAnswer = async (p, name) => found.push(...(await pageInspect(p, `cards-${name}`)));

before(async () => {
  house = await houseOpen();
  accounts = await demoOpen(house);
  partner = await personOpen(house);
  await signIn(partner, ...accounts.get("partner-coordinator"));
  bo = await personOpen(house);
});
after(async () => assert.equal(await house.close(), 0));

async function cardSignIn(page, typed) {
  await page.goto("/kaart");
  await page.fill("#code", typed);
  await page.fill("#achternaam", "Kaartloos");
  await page.locator("main form button[type=submit]").click();
  await page.waitForLoadState();
}

async function cardPrint() {
  await partner.goto("/mensen");
  await partner.getByRole("link", { name: /toegang|inloggen|binnen/i }).first().click();
  for (const box of await partner.getByRole("checkbox").all()) await box.uncheck();
  await partner.getByLabel("Bo Kaartloos").check();
  await partner.getByRole("button", { name: "Druk kaarten af voor wie is aangevinkt" }).click();
  return partner.locator(".vw-cards li", { hasText: "Bo Kaartloos" }).locator(".vw-code").textContent();
}

test("a card lets somebody without e-mail apply, and keeps what was typed when the session is over", async () => {
  await partner.goto("/mensen");
  await partner.getByRole("link", { name: "Voeg mensen toe" }).click();
  await partner.fill("#naam-1", "Bo Kaartloos");
  await partner.getByRole("button", { name: "Voeg toe" }).click();
  code = await cardPrint();
  await cardSignIn(bo, code);
  await bo.getByText(/maakte Anouk Brandsma een kaart voor je/).waitFor();
  await look(bo, "home");
  await bo.goto("/meedoen");
  await bo.fill("#leervraag", "Hoe praat ik met wie boos is?");
  await bo.fill("#uren", "4");
  await bo.context().clearCookies(); // the session is over
  await bo.getByRole("button", { name: "Meld mij aan" }).click();
  await bo.getByText("Je was te lang weg en bent uitgelogd").waitFor();
  await bo.getByText("Log in met de code van je kaart").click();
  await lookAnswer(bo, "weg");
  await bo.fill("#code", "0000-0000-0000");
  await bo.fill("#achternaam", "Kaartloos");
  await bo.getByRole("button", { name: "Log in met mijn kaart" }).click();
  await bo.getByText(/horen niet bij elkaar/).waitFor(); // a wrong code loses nothing either
  await bo.fill("#code", code.toLowerCase().replaceAll("-", " "));
  await bo.fill("#achternaam", "kaartloos");
  await bo.locator("main form button[type=submit]").click();
  await bo.getByText("Hoe praat ik met wie boos is?").waitFor();
  await lookAnswer(bo, "bewaard");
  await bo.getByRole("button", { name: "Ga verder met wat ik had ingevuld" }).click();
  await bo.getByText(/^Je aanmelding is opgeslagen/).waitFor();
});

test("with a card somebody takes a place and gives notice of absence", async () => {
  await partner.goto("/");
  await partner.getByRole("link", { name: /^Vervang/ }).first().click();
  await partner.fill("#naam", "Bo Kaartloos");
  await partner.getByRole("button", { name: "Vervang" }).click();
  await partner.getByText(/en Bo Kaartloos neemt de plaats over/).waitFor();
  await bo.goto("/");
  await bo.getByRole("link", { name: "Ik kan niet" }).click();
  await look(bo, "afmelden");
  await bo.fill("#reden", "Ik heb dienst.");
  await bo.getByRole("button", { name: "Meld me af" }).click();
  await bo.getByText(/afgemeld/i).first().waitFor();
  await bo.goto("/");
  await bo.getByText("Je bent afgemeld voor deze bijeenkomst.").waitFor();
});

test("a new card is told to whom it is for, and stands where the coordinator sees it", async () => {
  const renewed = await cardPrint();
  const other = await personOpen(house);
  await cardSignIn(other, code); // the first card
  await other.getByText(/horen niet bij elkaar/).waitFor();
  await cardSignIn(other, renewed);
  await other.getByText(/maakte Anouk Brandsma een nieuwe kaart voor je/).waitFor();
  await look(other, "nieuwe-kaart");
  const coordinator = await personOpen(house);
  await signIn(coordinator, ...accounts.get("coordinator"));
  await coordinator.goto("/mensen?zoek=kaartloos");
  await coordinator.getByRole("link", { name: "Bo Kaartloos" }).click();
  await coordinator.getByRole("heading", { name: "Kaarten om in te loggen" }).waitFor();
  assert.equal(await coordinator.getByText(/kaart gemaakt door Anouk Brandsma/).count(), 2);
  await look(coordinator, "mens");
  await coordinator.goto("/lichtingen/1/toegang");
  await coordinator.getByRole("row").filter({ hasText: "Bo Kaartloos" }).filter({ hasText: "gemaakt door Anouk Brandsma" }).waitFor();
  await look(coordinator, "toegang");
  assert.deepEqual([...other.complaints, ...coordinator.complaints], []);
});

test("every page was in order", () => assert.deepEqual([...found, ...partner.complaints, ...bo.complaints], []));
