// How far the nationals of a month usually are from those of the last year, border by border.
#pragma once

#include "host/model/routes/tables.h"

namespace peregrine {

struct NoveltyScale {
  double mean;
  double spread;  // standard deviation
};

// From the months of the history up to `last_month` with enough detections; a pooled figure where
// there are few.
// `border` -1: the pooled figure.
NoveltyScale usual_novelty(const IrregularHistory& history, int border, int last_month);

}  // namespace peregrine
