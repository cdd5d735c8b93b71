// SPDX-License-Identifier: EUPL-1.2
// Every page type as every role sees it in the demo, in both languages and both widths: no
// accessibility violation, no sideways scroll, nothing refused by the content security policy.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demoOpen, houseOpen, pageInspectBoth, personOpen, signIn } from "./house.mjs";

let house, accounts;
before(async () => {
  house = await houseOpen();
  accounts = await demoOpen(house);
});
after(async () => assert.equal(await house.close(), 0));

const pages = {
  visitor: ["/", "/aanmelden", "/privacy", "/toegankelijkheid", "/ik-kan-niet/1-1-0"],
  owner: ["/", "/organisaties/1", "/mensen", "/mensen/1/rollen", "/importen"],
  coordinator: ["/", "/wachtwoord", "/lichtingen", "/lichtingen/1", "/lichtingen/1/aanmeldingen", "/lichtingen/2/aanmeldingen",
    "/lichtingen/1/groepen", "/lichtingen/1/groepen?soort=intervisie", "/lichtingen/1/groepen?soort=maatjes",
    "/lichtingen/1/ontmoetingen", "/lichtingen/1/bijeenkomsten", "/lichtingen/2/groepen",
    "/bijeenkomsten/1", "/bijeenkomsten/3/aanwezigheid", "/bijeenkomsten/4/aanwezigheid", "/plannen/1",
    "/bijeenkomsten/3/presentielijst", "/bijeenkomsten/4/vervalt", "/lichtingen/1/bijeenkomsten/verschuif",
    "/lichtingen/2/bijeenkomsten/overnemen", "/lichtingen/1/opkomst",
    "/leergangen/1/modules/1", "/leergangen/1/versies", "/lichtingen/1/draaiboek/1", "/aanmeldingen/1/akkoord", "/aanmeldingen/1/stopt",
    "/lichtingen/2/regels", "/lichtingen/1/verloop", "/importen/1", "/importen/nieuw", "/lichtingen/9999"],
  facilitator: ["/", "/lichtingen/1", "/lichtingen/1/groepen", "/bijeenkomsten/4", "/bijeenkomsten/3/aanwezigheid",
    "/lichtingen/1/draaiboek/2"],
  participant: ["/", "/meedoen", "/lichtingen/1", "/lichtingen/1/groepen", "/lichtingen/1/ontmoetingen", "/lichtingen/1/bijeenkomsten",
    "/bijeenkomsten/4", "/bijeenkomsten/4/draaiboek", "/bijeenkomsten/4/afmelden", "/lichtingen/1/opkomst"],
  "line-manager": ["/"],
  "partner-coordinator": ["/", "/mensen", "/lichtingen/1", "/lichtingen/1/groepen", "/lichtingen/1/ontmoetingen",
    "/bijeenkomsten/4"],
};

for (const [role, paths] of Object.entries(pages))
  test(`pages of the ${role}`, async () => {
    const page = await personOpen(house);
    if (role !== "visitor") await signIn(page, ...accounts.get(role));
    const found = [];
    for (const path of paths) {
      const status = (await page.goto(path)).status();
      const due = path.endsWith("/9999") ? 404 : path.startsWith("/ik-kan-niet") ? 422 : 200;
      assert.equal(status, due, `${role} ${path}`);
      found.push(...(await pageInspectBoth(page, `${role}${path.replaceAll(/[/?=]/g, "-")}`)));
    }
    await page.context().close();
    assert.deepEqual([...found, ...page.complaints], []);
  });
