//! Small cases by hand, and the refusals. Agreement with other programs is in `tests/it`.

mod decision;
mod forests;
mod levers;
mod prim;
mod sensitivity;
mod sobol;
