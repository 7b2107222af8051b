// A tile's place among the draws and in the lane arrays, and the random words of its lanes.
//
// `W` lanes advance together, neighbouring draws from `draw0` on. A lane array `[x][lane]` has a
// row of `stride` lanes for each x, of which the tile's are `W` from `lane0` on.
#pragma once

#include "kernels/ground/driver_groups.h"
#include "kernels/ground/random.h"

namespace peregrine {

struct Tile {
  std::uint64_t seed;
  std::uint64_t draw0;
  std::int64_t lane0;
  std::int64_t stride;  // of all lane arrays: W where the tile owns them, else lanes of all tiles
  SecondSeed second = {};

  // Where the tile's lanes begin in a lane array, in its row `index`.
  PEREGRINE_FUNCTION std::int64_t row(std::int64_t index) const { return index * stride + lane0; }
  // The same in an array of planes, `rows` rows each.
  PEREGRINE_FUNCTION std::int64_t row(std::int64_t plane, int rows, int index) const {
    return row(plane * rows + index);
  }
};

// A lane array as a tile sees it: its lanes of a row, or one of them.
template <typename T>
struct Lanes {
  T* first;
  std::int64_t stride;

  PEREGRINE_FUNCTION T* operator[](std::int64_t row) const { return first + row * stride; }
  PEREGRINE_FUNCTION T& operator()(std::int64_t row, int lane) const {
    return first[row * stride + lane];
  }
};

template <typename T>
PEREGRINE_FUNCTION Lanes<T> lanes_of(T* array, const Tile& tile) {
  return {array + tile.lane0, tile.stride};
}

// The same of an array of planes, `rows` rows each: the rows of one plane.
template <typename T>
PEREGRINE_FUNCTION Lanes<T> lanes_of(T* array, const Tile& tile, std::int64_t plane, int rows) {
  return {array + tile.row(plane, rows, 0), tile.stride};
}

// Zeroes the tile's lanes of each of the arrays, from `row` on.
template <int W, typename... Arrays>
PEREGRINE_FUNCTION void clear_lanes(std::int64_t row, Arrays*... arrays) {
  PEREGRINE_LANES(lane, W) ((arrays[row + lane] = Arrays{}), ...);
}

template <int W, typename T>
PEREGRINE_FUNCTION void fill_lanes(T* lanes, T value) {
  PEREGRINE_LANES(lane, W) lanes[lane] = value;
}

// Whether `holds(lane)` does in some lane: to leave work out that no lane wants.
template <int W, typename Holds>
PEREGRINE_FUNCTION bool any_lane(const Holds& holds) {
  int some = 0;
  for (int lane = 0; lane < W; ++lane) some |= holds(lane) ? 1 : 0;
  return some != 0;
}

// Has the tile's lanes of a row brought into the cache while others are worked on: for rows in an
// order that the hardware cannot foresee. A GPU has other threads for that.
template <int W, typename T>
PEREGRINE_FUNCTION void fetch_ahead([[maybe_unused]] const T* lanes) {
#if !defined(__CUDACC__)
  constexpr int lanes_a_line = 64 / static_cast<int>(sizeof(T));
  for (int lane = 0; lane < W; lane += lanes_a_line) __builtin_prefetch(lanes + lane, 1);
#endif
}

// Of a lane array within a struct, bytes: one that lies beside single numbers is otherwise off by
// them, and compilers make most of a loop over it scalar to come to the next aligned lane.
template <int W>
inline constexpr int lane_alignment = 8 * (W > 8 ? 8 : W);

// The four random words of a unit for all lanes, word-major so that each is a lane array.
template <int W>
struct TileWords {
  alignas(lane_alignment<W>) std::uint32_t word[4][W];
};

template <int W>
PEREGRINE_FUNCTION void draw_words(const Tile& tile, Process process, int unit, int step,
                                   TileWords<W>& words) {
  random_words_of_tile<W>(seed_of(process, tile.seed, tile.second), tile.draw0, process,
                          static_cast<std::uint32_t>(unit), static_cast<std::uint32_t>(step),
                          words.word);
}

// The word of a unit whose calls four neighbours share; to be asked for from the first of them on.
template <int W>
PEREGRINE_FUNCTION const std::uint32_t* word_of_four(const Tile& tile, Process process, int unit,
                                                     int step, TileWords<W>& words) {
  if (unit % 4 == 0) draw_words<W>(tile, process, unit / 4, step, words);
  return words.word[unit % 4];
}

}  // namespace peregrine
