-- SPDX-License-Identifier: EUPL-1.2
-- What people type never becomes markup, nor a formula in a spreadsheet.

# a name with markup in it
as coordinator
GET /mensen
200
has =1+1&lt;script&gt;alert(1)&lt;/script&gt; o'Dd &amp; "Zn"
lacks <script>alert
GET /mensen/{person:odd}
200
has &lt;script&gt;alert(1)
lacks <script>alert
GET /lichtingen/{cohort:open}/aanmeldingen
200
has &lt;script&gt;alert(1)
has &lt;img src=x onerror=alert(1)&gt;
lacks <script>alert
lacks <img src=x

# a search with markup in it
as coordinator
GET /mensen?zoek=%22%3E%3Cscript%3Ealert(2)%3C/script%3E
200
lacks <script>alert
has &quot;&gt;&lt;script&gt;alert(2)

# typed into a form with a mistake
as coordinator
POST /organisaties/nieuw
    naam="><svg onload=alert(3)>
    soort=geen
    letter=A
422
has &quot;&gt;&lt;svg onload=alert(3)&gt;
lacks <svg onload
POST /organisaties/nieuw
    naam=<b>Vet</b>
    soort=other
    letter=V
303
GET /organisaties
has &lt;b&gt;Vet&lt;/b&gt; is toegevoegd.
lacks <b>Vet

# in CSV a formula is text, and quotes are doubled
as coordinator
GET /api/v1/people.csv
200
has "'=1+1<script>alert(1)</script> o'Dd & ""Zn"""
lacks ,=1+1
lacks "=1+1

# in JSON it is what it is, escaped as JSON asks
as coordinator
GET /api/v1/people
200
has =1+1<script>alert(1)</script> o'Dd & \"Zn\"
header Content-Type: application/json
header X-Content-Type-Options: nosniff
