// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace peregrine {

// 280598105 as "280,598,105".
std::string grouped(std::int64_t number);

// With `decimals` digits after the point and grouped before it; "-" for a number that is missing.
// Zero has no sign.
std::string grouped(double number, int decimals);

// Shortest text that reads back as the same number; empty where it is missing.
std::string exact(double number);

// The unit in which the persons of a table have a readable length.
struct Unit {
  std::string_view name;
  double persons;
  int decimals;
};

// For a table whose greatest number this is.
Unit unit_for(double greatest_persons);
std::string in_unit(double persons, const Unit& unit);
// A standard error has one figure more, since it is much smaller.
std::string error_in_unit(double persons, const Unit& unit);

// A difference: with its sign, unless all of its digits are zero; "-" for one that is missing.
std::string difference_in_unit(double persons, const Unit& unit);
// `part` of `whole`, per cent with two decimals, likewise.
std::string difference_in_per_cent(double part, double whole);

// "8.3 ×"; "-" for one that is missing.
std::string times_in_words(double times);

// "1.4 GB", "23.0 MB", "812 kB": decimal units.
std::string bytes_in_words(double bytes);

// "0.43 s", "12.8 s", "3 min 20 s", "2 h 05 min".
std::string duration_in_words(double seconds);

}  // namespace peregrine
