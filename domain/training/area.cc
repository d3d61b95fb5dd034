#include "domain/training/events.h"

namespace tenure {

Area& training_area() {
  static Area area = make_area("training", "培训", "Training", TrainingEvents{}, RowList<>{});
  return area;
}

}  // namespace tenure
