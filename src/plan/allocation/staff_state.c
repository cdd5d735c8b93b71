// SPDX-License-Identifier: EUPL-1.2
// Teams on the way: who is in, and what that costs apart from hours.
#include "plan/allocation/staff.h"

struct staff_state staff_state_new(struct arena *arena, const struct staff *r) {
    const size_t m = (size_t)r->m, n = (size_t)r->n;
    struct staff_state s = {
        .r = r,
        .team_n = NEW_ARRAY(arena, int32_t, n),
        .team = NEW_ARRAY(arena, int32_t, n * m),
        .place = NEW_ARRAY(arena, int32_t, n * m),
        .hours = NEW_ARRAY(arena, double, n *m),
        .unmet = NEW_ARRAY(arena, double, n),
        .load_n = NEW_ARRAY(arena, int32_t, m),
        .load = NEW_ARRAY(arena, int32_t, n * m),
        .load_place = NEW_ARRAY(arena, int32_t, n * m),
        .used = NEW_ARRAY(arena, double, m),
        .granted = NEW_ARRAY(arena, int32_t, m),
        .off = NEW_ARRAY(arena, int32_t, m),
        .broken = NEW_ARRAY(arena, int32_t, n),
        .lacking = NEW_ARRAY(arena, double, n),
    };
    memset(s.place, 0xff, n * m * sizeof s.place[0]);
    return s;
}

void staff_copy(struct staff_state *to, const struct staff_state *from) {
    const struct staff *r = from->r;
    const size_t m = (size_t)r->m, n = (size_t)r->n;
    memcpy(to->team_n, from->team_n, n * sizeof to->team_n[0]);
    memcpy(to->team, from->team, n * m * sizeof to->team[0]);
    memcpy(to->place, from->place, n * m * sizeof to->place[0]);
    memcpy(to->hours, from->hours, n * m * sizeof to->hours[0]);
    memcpy(to->unmet, from->unmet, n * sizeof to->unmet[0]);
    memcpy(to->load_n, from->load_n, m * sizeof to->load_n[0]);
    memcpy(to->load, from->load, n * m * sizeof to->load[0]);
    memcpy(to->load_place, from->load_place, n * m * sizeof to->load_place[0]);
    memcpy(to->used, from->used, m * sizeof to->used[0]);
    memcpy(to->granted, from->granted, m * sizeof to->granted[0]);
    memcpy(to->off, from->off, m * sizeof to->off[0]);
    memcpy(to->broken, from->broken, n * sizeof to->broken[0]);
    memcpy(to->lacking, from->lacking, n * sizeof to->lacking[0]);
    to->broken_all = from->broken_all;
    to->broken_price = from->broken_price;
    to->changed = from->changed;
    to->unmet_price = from->unmet_price;
    to->unmet_all = from->unmet_all;
    to->cost = from->cost;
}

// ---- what teams cost ----------------------------------------------------------------------------

static int32_t experts_missing(const struct staff_state *s, int32_t j) {
    const struct staff *r = s->r;
    int32_t missing = 0;
    for (int32_t k = 0; k < r->n_skills; k++) {
        int32_t n = 0;
        for (int32_t q = 0; staff_demand(r, j, k) > 0 && q < s->team_n[j] && n < 2; q++)
            n += staff_level(r, s->team[staff_cell(r, q, j)], k) >= 1;
        missing += staff_demand(r, j, k) > 0 && n < 2;
    }
    return missing;
}

static int32_t rules_broken(const struct staff_state *s, int32_t j) {
    const struct plan_staffing *p = s->r->p;
    const int32_t n = s->team_n[j];
    int32_t broken = 0;
    if (p->team_least && n < p->team_least[j])
        broken += p->team_least[j] - n;
    if (p->team_most && n > p->team_most[j])
        broken += n - p->team_most[j];
    if (p->needs_lead && p->needs_lead[j]) {
        bool is_led = false;
        for (int32_t q = 0; q < n; q++)
            is_led |= p->can_lead[s->team[staff_cell(s->r, q, j)]];
        broken += !is_led;
    }
    return broken;
}

static void break_rules(struct staff_state *s, int32_t more) {
    s->broken_all += more;
    s->cost += more * s->broken_price;
}

static void renew_rules(struct staff_state *s, int32_t j) {
    const int32_t broken = rules_broken(s, j);
    const double price = s->r->p->backup_cost;
    const double lacking = price > 0 ? price * experts_missing(s, j) : 0;
    break_rules(s, broken - s->broken[j]);
    s->cost += lacking - s->lacking[j];
    s->broken[j] = broken;
    s->lacking[j] = lacking;
}

static void step_off(struct staff_state *s, int32_t i, int32_t step) {
    const bool was = s->off[i] > 0;
    const int32_t most = s->r->p->changed_most;
    s->off[i] += step;
    const int32_t more = (s->off[i] > 0) - was;
    if (most >= 0 && (more > 0 ? s->changed >= most : s->changed > most))
        break_rules(s, more);
    s->changed += more;
}

static void step_granted(struct staff_state *s, int32_t i, int32_t step) {
    const bool was = s->granted[i] > 0;
    s->granted[i] += step;
    s->cost += (was - (s->granted[i] > 0)) * s->r->p->unheard_cost;
}

void staff_empty(struct staff_state *s) {
    const struct staff *r = s->r;
    s->cost = s->unmet_all = 0;
    s->unmet_price = r->p->unmet_cost;
    s->broken_price = STAFF_BROKEN;
    s->changed = s->broken_all = 0;
    memset(s->place, 0xff, (size_t)r->n * (size_t)r->m * sizeof s->place[0]);
    for (int32_t j = 0; j < r->n; j++) {
        s->team_n[j] = s->broken[j] = 0;
        s->unmet[j] = s->lacking[j] = 0;
        for (int32_t k = 0; k < r->n_skills; k++)
            s->unmet[j] += staff_demand(r, j, k);
        s->unmet_all += s->unmet[j];
        s->cost += s->unmet[j] * s->unmet_price;
        renew_rules(s, j);
    }
    for (int32_t i = 0; i < r->m; i++) {
        s->load_n[i] = s->granted[i] = s->off[i] = 0;
        s->used[i] = 0;
        s->cost += r->has_wish[i] ? r->p->unheard_cost : 0;
        for (int32_t j = 0; j < r->n; j++) {
            if (r->is_now[staff_cell(r, i, j)])
                step_off(s, i, 1);
        }
    }
}

void staff_enter(struct staff_state *s, int32_t i, int32_t j) {
    const struct staff *r = s->r;
    const ptrdiff_t at = staff_cell(r, i, j);
    s->place[at] = s->team_n[j];
    s->team[staff_cell(r, s->team_n[j]++, j)] = i;
    s->load_place[at] = s->load_n[i];
    s->load[(ptrdiff_t)i * r->n + s->load_n[i]++] = j;
    s->hours[at] = 0;
    s->cost += r->price[at];
    step_off(s, i, r->is_now[at] ? -1 : 1);
    if (r->is_wish[at])
        step_granted(s, i, 1);
    renew_rules(s, j);
}

double staff_leave(struct staff_state *s, int32_t i, int32_t j) {
    const struct staff *r = s->r;
    const ptrdiff_t at = staff_cell(r, i, j);
    const int32_t last = s->team[staff_cell(r, --s->team_n[j], j)];
    s->team[staff_cell(r, s->place[at], j)] = last;
    s->place[staff_cell(r, last, j)] = s->place[at];
    s->place[at] = -1;
    const int32_t other = s->load[(ptrdiff_t)i * r->n + --s->load_n[i]];
    s->load[(ptrdiff_t)i * r->n + s->load_place[at]] = other;
    s->load_place[staff_cell(r, i, other)] = s->load_place[at];
    const double hours = s->hours[at];
    s->cost -= r->price[at] + staff_strain(r, i, s->used[i]);
    s->used[i] -= hours;
    s->cost += staff_strain(r, i, s->used[i]);
    s->hours[at] = 0;
    step_off(s, i, r->is_now[at] ? 1 : -1);
    if (r->is_wish[at])
        step_granted(s, i, -1);
    renew_rules(s, j);
    return hours;
}

void staff_set_prices(struct staff_state *s, double unmet, double broken) {
    s->cost += (unmet - s->unmet_price) * s->unmet_all + (broken - s->broken_price) * s->broken_all;
    s->unmet_price = unmet;
    s->broken_price = broken;
}

double staff_true_cost(const struct staff_state *s) {
    return s->cost + (s->r->p->unmet_cost - s->unmet_price) * s->unmet_all +
           (STAFF_BROKEN - s->broken_price) * s->broken_all;
}
