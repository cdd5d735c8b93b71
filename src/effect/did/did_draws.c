// SPDX-License-Identifier: EUPL-1.2
// Draws of the multiplier bootstrap: for every draw and column the sum of the influence of units
// (or of clusters) with random signs. Four units have sixteen signed sums, which are made once and
// then looked up, so that a draw costs a quarter of the additions (the method of the four
// Russians). Columns are brought to spread 1 first, summed in single precision over a thousand
// units, and in double precision over those. One thread: the order of additions is that of the
// units.
#include "base/rng.h"
#include "effect/did/did.h"

enum { TILE = 64, QUARTER = 16, TABLE = 16, LANES = 8, TILES_TO_FLUSH = 16 };

struct strip { // units that have the same columns
    size_t n;
    int n_columns, width; // width: n_columns rounded up to LANES
    const int *columns;   // of the whole, for each column
    float *tile;          // [TILE * width]
    float *tables;        // [4 * TABLE * width]
    float *near;          // [n_draws * width] sums since the last flush
    double *far;          // [n_draws * width]
    double *products;     // [n_columns * n_columns], lower half
    double *row;          // [width] one unit in full precision
};
struct maker {
    struct arena *arena, *scratch;
    const struct did_cells *cells;
    struct did_draws *draws;
    struct rng rng;
    uint64_t *signs;     // [n_draws] one bit for each unit of a tile
    const double *scale; // [n_columns] 1 / spread
};

// ---- the kernel --------------------------------------------------------------------------------

// The sixteen sums of four rows of the tile; bit j of the index: row j counts positively.
static void make_table(const float *restrict rows, int width, float *restrict table) {
    for (int k = 0; k < width; k++) {
        const float x[4] = {rows[k], rows[width + k], rows[2 * width + k], rows[3 * width + k]};
        table[k] = -(x[0] + x[1] + x[2] + x[3]);
        for (int m = 1; m < TABLE; m++)
            table[m * width + k] =
                table[(m & (m - 1)) * width + k] + 2 * x[__builtin_ctz((unsigned)m)];
    }
}

static void add_rows(const float *restrict a, const float *restrict b, const float *restrict c,
                     const float *restrict d, int width, float *restrict sums) {
    for (int k = 0; k < width; k += LANES)
        for (int lane = 0; lane < LANES; lane++)
            sums[k + lane] += (a[k + lane] + b[k + lane]) + (c[k + lane] + d[k + lane]);
}

static void add_tile(const struct maker *m, struct strip *s) {
    const int width = s->width, n_draws = m->draws->n;
    for (int quarter = 0; quarter < TILE / QUARTER; quarter++) {
        for (int four = 0; four < 4; four++)
            make_table(s->tile + (quarter * QUARTER + 4 * four) * width, width,
                       s->tables + four * TABLE * width);
        for (int d = 0; d < n_draws; d++) {
            const unsigned bits = (unsigned)(m->signs[d] >> (quarter * QUARTER)) & 0xffff;
            const float *const t = s->tables;
            add_rows(t + (bits & 15) * (unsigned)width,
                     t + (TABLE + (bits >> 4 & 15)) * (unsigned)width,
                     t + (2 * TABLE + (bits >> 8 & 15)) * (unsigned)width,
                     t + (3 * TABLE + (bits >> 12)) * (unsigned)width, width,
                     s->near + (size_t)d * (size_t)width);
        }
    }
}

static void flush(const struct maker *m, struct strip *s) {
    const size_t n = (size_t)m->draws->n * (size_t)s->width;
    for (size_t k = 0; k < n; k++) {
        s->far[k] += (double)s->near[k];
        s->near[k] = 0;
    }
}

// ---- strips ------------------------------------------------------------------------------------

static struct strip strip_new(struct arena *scratch, int n_draws, size_t n, int n_columns,
                              const int *columns) {
    struct strip s = {.n = n, .n_columns = n_columns, .columns = columns};
    s.width = (n_columns + LANES - 1) / LANES * LANES;
    const size_t width = (size_t)s.width, per_draw = (size_t)n_draws * width;
    s.tile = NEW_ARRAY(scratch, float, TILE *width);
    s.tables = NEW_ARRAY(scratch, float, 4 * TABLE * width);
    s.near = NEW_ARRAY(scratch, float, per_draw);
    s.far = NEW_ARRAY(scratch, double, per_draw);
    s.products = NEW_ARRAY(scratch, double, (size_t)n_columns *(size_t)n_columns);
    s.row = NEW_ARRAY(scratch, double, width);
    return s;
}

// Takes s->row as unit number i of the strip.
static void take_row(struct maker *m, struct strip *s, size_t i) {
    float *const tile = s->tile + (i % TILE) * (size_t)s->width;
    for (int k = 0; k < s->n_columns; k++) {
        const double x = s->row[k];
        double *const products = s->products + (size_t)k * (size_t)s->n_columns;
        tile[k] = (float)x;
        if (x == 0)
            continue;
        for (int l = 0; l <= k; l++)
            products[l] += x * s->row[l];
    }
    const bool is_last = i + 1 == s->n;
    if (i % TILE != TILE - 1 && !is_last)
        return;
    for (size_t k = (i % TILE + 1) * (size_t)s->width; k < TILE * (size_t)s->width; k++)
        s->tile[k] = 0;
    for (int d = 0; d < m->draws->n; d++)
        m->signs[d] = rng_u64(&m->rng);
    add_tile(m, s);
    if (is_last || i / TILE % TILES_TO_FLUSH == TILES_TO_FLUSH - 1)
        flush(m, s);
}

// Adds what the strip found to the whole.
static void strip_end(const struct maker *m, const struct strip *s) {
    struct did_draws *const draws = m->draws;
    const size_t all = (size_t)draws->n_columns;
    for (int d = 0; d < draws->n; d++)
        for (int k = 0; k < s->n_columns; k++)
            draws->sums[(size_t)d * all + (size_t)s->columns[k]] +=
                s->far[(size_t)d * (size_t)s->width + (size_t)k];
    for (int k = 0; k < s->n_columns; k++) {
        for (int l = 0; l <= k; l++) {
            const double x = s->products[k * s->n_columns + l];
            const size_t i = (size_t)s->columns[k], j = (size_t)s->columns[l];
            draws->gram[i * all + j] += x;
            if (i != j)
                draws->gram[j * all + i] += x;
        }
    }
}

// ---- units or clusters as rows -----------------------------------------------------------------

// Units of one cohort: the cells in which it takes part, and its weight, which stands for the share
// of the cohort. The means of shares cancel in every combination; see did_influence_mix.
static void add_block(struct maker *m, int b) {
    const struct did_panel *const panel = m->cells->panel;
    const struct did_block *const block = &m->cells->influence.blocks[b];
    const int n = block->n_columns, n_cells = m->cells->n;
    int *const columns = NEW_ARRAY(m->scratch, int, (size_t)n + 1);
    for (int k = 0; k < n; k++)
        columns[k] = block->columns[k];
    columns[n] = n_cells + b;
    struct strip s = strip_new(m->scratch, m->draws->n, block->n, n + 1, columns);
    for (size_t i = 0; i < block->n; i++) {
        for (int k = 0; k < n; k++)
            s.row[k] = block->values[i * (size_t)n + (size_t)k] * m->scale[columns[k]];
        s.row[n] = panel->weight[block->from + i];
        take_row(m, &s, i);
    }
    strip_end(m, &s);
    arena_reset(m->scratch);
}

static double *sum_clusters(struct maker *m) {
    const struct did_panel *const panel = m->cells->panel;
    const size_t all = (size_t)m->draws->n_columns;
    double *const sums = NEW_ARRAY(m->arena, double, panel->n_clusters *all);
    for (int b = 0; b < panel->n_cohorts; b++) {
        const struct did_block *const block = &m->cells->influence.blocks[b];
        for (size_t i = 0; i < block->n; i++) {
            double *const to = sums + (size_t)panel->cluster[block->from + i] * all;
            const double *const values = block->values + i * (size_t)block->n_columns;
            for (int k = 0; k < block->n_columns; k++)
                to[block->columns[k]] += values[k] * m->scale[block->columns[k]];
            to[m->cells->n + b] += panel->weight[block->from + i];
        }
    }
    return sums;
}

static void add_clusters(struct maker *m) {
    const struct did_panel *const panel = m->cells->panel;
    const int all = m->draws->n_columns;
    const double *const sums = sum_clusters(m);
    int *const columns = NEW_ARRAY(m->scratch, int, (size_t)all);
    for (int k = 0; k < all; k++)
        columns[k] = k;
    struct strip s = strip_new(m->scratch, m->draws->n, panel->n_clusters, all, columns);
    for (size_t i = 0; i < panel->n_clusters; i++) {
        for (int k = 0; k < all; k++)
            s.row[k] = sums[i * (size_t)all + (size_t)k];
        take_row(m, &s, i);
    }
    strip_end(m, &s);
    arena_reset(m->scratch);
}

// ---- the whole ---------------------------------------------------------------------------------

// 1 / spread of each cell; shares stay as they are.
static double *scales(struct maker *m) {
    double *const scale = NEW_ARRAY(m->arena, double, (size_t)m->draws->n_columns);
    for (int k = 0; k < m->draws->n_columns; k++) {
        const double squares = k < m->cells->n ? m->cells->list[k].sum_squares : 1;
        const double n = k < m->cells->n ? (double)m->cells->panel->n_units : 1;
        scale[k] = squares > 0 ? sqrt(n / squares) : 1;
    }
    return scale;
}

static void unscale(const struct maker *m) {
    struct did_draws *const draws = m->draws;
    const size_t all = (size_t)draws->n_columns;
    const double n = (double)m->cells->panel->n_units;
    for (size_t d = 0; d < (size_t)draws->n; d++)
        for (size_t k = 0; k < all; k++)
            draws->sums[d * all + k] /= m->scale[k] * n;
    for (size_t k = 0; k < all; k++)
        for (size_t l = 0; l < all; l++)
            draws->gram[k * all + l] /= m->scale[k] * m->scale[l];
}

void did_draws_make(struct arena *arena, const struct did_cells *cells, int n, uint64_t seed,
                    struct did_draws *ret_draws) {
    const struct did_panel *const panel = cells->panel;
    struct did_draws draws = {.n_columns = cells->n + panel->n_cohorts, .n = n};
    const size_t all = (size_t)draws.n_columns;
    draws.sums = NEW_ARRAY(arena, double, (size_t)n *all);
    draws.gram = NEW_ARRAY(arena, double, all *all);
    struct maker m = {.arena = arena, .cells = cells, .draws = &draws, .rng = rng_seeded(seed)};
    m.scratch = arena_child(arena, (size_t)1 << 31);
    m.signs = NEW_ARRAY(arena, uint64_t, (size_t)n);
    m.scale = scales(&m);
    if (panel->n_clusters < panel->n_units)
        add_clusters(&m);
    else
        for (int b = 0; b < panel->n_cohorts; b++)
            add_block(&m, b);
    unscale(&m);
    arena_free(m.scratch);
    *ret_draws = draws;
}
