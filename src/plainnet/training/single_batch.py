"""One batch at a time, on a script's own call: `train_on_batch` and `test_on_batch`."""

from plainnet.training.batch_by_batch import Trainer, named
from plainnet.training.callbacks.callback import Logs
from plainnet.training.callbacks.callback_list import CallbackList
from plainnet.training.compiled_run import Program
from plainnet.training.examples import Examples
from plainnet.training.model_state import ModelState
from plainnet.training.stepwise_run import BatchSize, empty_tallies, measuring_step
from plainnet.training.training_loop import Plan, program_to_compile


class SingleBatches:
    """Takes steps and measures, keeping what is on the device from call to call."""

    def __init__(self, state: ModelState) -> None:
        self.state = state
        self._trainer: Trainer | None = None

    def train(self, program: Program, examples: Examples, seed: int = 0) -> Logs:
        """Take one step; give what the batch measured before it."""
        compiled = program_to_compile(program)
        trainer = self._trainer
        if trainer is None or trainer.program != compiled or not trainer.is_current:
            trainer = Trainer(program, self.state, Plan(1, seed=seed), CallbackList())
            self._trainer = trainer
        _, figures = trainer.step(None, examples)
        trainer.show()
        return named(compiled, figures)

    def measure(self, program: Program, examples: Examples) -> Logs:
        """Measure one batch."""
        compiled = program_to_compile(program)
        batch = BatchSize(program).filled(examples)
        tallies = empty_tallies(compiled, self.state.weights, batch)
        _, figures = measuring_step(compiled)(self.state.weights, tallies, batch)
        return named(compiled, figures)
