// A table of figures that were published after a forecast was made.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace peregrine {

// What a table is about; its columns say which.
enum class PublishedKind {
  stock,       // year, destination, origin, stock: migrants at mid-year
  detections,  // border, month, nationality, detections: of irregular crossings
  displaced,   // year, origin, destination, refugees, asylum_seekers, others_in_need: end of year
};

std::string_view published_name(PublishedKind kind);  // in words

struct PublishedFigure {
  int period;         // year, or month_number
  std::string place;  // destination; border
  std::string of;     // origin; nationality
  double persons;     // or crossings
};

struct PublishedTable {
  PublishedKind kind = PublishedKind::stock;
  std::vector<PublishedFigure> figures;

  // Whether any figure is of this period.
  bool has(int period) const;
};

// Reads one of these tables, whose other columns are passed over. Throws InputError with all
// problems of the file, or what columns it would need.
PublishedTable read_published(const std::string& path);

}  // namespace peregrine
