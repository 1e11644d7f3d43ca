"""The course's four networks in PyTorch, with loops written by hand and with care.

All rows lie in tensors before training, an epoch shuffles indices only, the optimizers are the
fused ones, losses are added up in tensors and read once an epoch. `nn.LSTM` knows no other
activation than tanh. The number of threads is OMP_NUM_THREADS; the benchmark tries out first
which number is faster for each case.
"""

from collections.abc import Callable
from dataclasses import dataclass

from peers.stopwatch import Stopwatch, read_task, versions_of

watch = Stopwatch()
task = read_task()
with watch.lap("import_tools"):
    from peers.course_arrays import CourseArrays, read_arrays
    from peers.recipes import ADAM_RATE, CLASS_NAMES, RECIPES, SGD_RATE
with watch.lap("import_framework"):
    import torch
    from torch import Tensor, nn
    from torch.nn import functional

ROWS_AT_ONCE = 256  # where no gradient is taken


class TwoLSTMs(nn.Module):
    """Two LSTM layers, of which the last output goes through two dense layers."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.LSTM(1, 80, batch_first=True)
        self.second = nn.LSTM(80, 100, batch_first=True)
        self.head = nn.Sequential(nn.Linear(100, 10), nn.ReLU(), nn.Linear(10, 1))

    def forward(self, inputs: Tensor) -> Tensor:
        """Return (batch, 1) for (batch, time, 1)."""
        sequence, _ = self.first(inputs)
        _, (last, _) = self.second(sequence)  # (1, batch, 100)
        return self.head(last[0])


def build(case: str) -> nn.Module:
    """Put the layers together as the course's script does, softmax left to the loss."""
    if case == "gold":
        return TwoLSTMs()
    if case == "defects":
        return nn.Sequential(
            *(nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2)),
            *(nn.Conv2d(16, 120, 5), nn.ReLU(), nn.Flatten()),
            *(nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, len(CLASS_NAMES))),
        )
    inputs, outputs = {"breast": (30, 2), "air": (6, 1)}[case]
    return nn.Sequential(
        *(nn.Linear(inputs, 10), nn.ReLU(), nn.Linear(10, 10), nn.ReLU()),
        nn.Linear(10, outputs),
    )


def start_as_keras(model: nn.Module) -> None:
    """Draw the first weights as Keras does, so that losses can be compared."""
    for name, weights in model.named_parameters():
        if "bias" in name:
            nn.init.zeros_(weights)
            if "bias_ih" in name:  # the forget gate's, second of four
                nn.init.ones_(weights.data[len(weights) // 4 : len(weights) // 2])
        elif "weight_hh" in name:
            weights.data.copy_(nn.init.orthogonal_(torch.empty(weights.shape).T).T)
        else:
            nn.init.xavier_uniform_(weights)


def cross_entropy(outputs: Tensor, targets: Tensor) -> Tensor:
    """Return categorical cross-entropy of a softmax."""
    return functional.cross_entropy(outputs, targets)


def binary_cross_entropy(outputs: Tensor, targets: Tensor) -> Tensor:
    """Return binary cross-entropy of a softmax, the course's mistake."""
    return functional.binary_cross_entropy(torch.softmax(outputs, 1), targets)


LOSSES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "categorical_crossentropy": cross_entropy,
    "binary_crossentropy": binary_cross_entropy,
    "mean_squared_error": functional.mse_loss,
}


@dataclass(frozen=True)
class Training:
    """A network with its loss and what moves its weights."""

    model: nn.Module
    loss: Callable[[Tensor, Tensor], Tensor]
    optimizer: torch.optim.Optimizer
    batch_size: int
    has_accuracy: bool

    def epoch(self, x: Tensor, y: Tensor) -> tuple[float, float]:
        """Train on all rows once, in a new order."""
        self.model.train()
        total, right = torch.zeros(()), torch.zeros((), dtype=torch.int64)
        for rows in torch.randperm(len(x)).split(self.batch_size):
            inputs, targets = x[rows], y[rows]
            self.optimizer.zero_grad(set_to_none=True)
            outputs = self.model(inputs)
            loss = self.loss(outputs, targets)
            loss.backward()
            self.optimizer.step()
            total += loss.detach() * len(rows)
            if self.has_accuracy:
                right += count_right(outputs.detach(), targets)
        return total.item() / len(x), right.item() / len(x)

    @torch.inference_mode()
    def measure(self, x: Tensor, y: Tensor) -> tuple[float, float]:
        """Return mean loss and accuracy."""
        self.model.eval()
        total, right = torch.zeros(()), torch.zeros((), dtype=torch.int64)
        for inputs, targets in zip(x.split(ROWS_AT_ONCE), y.split(ROWS_AT_ONCE), strict=True):
            outputs = self.model(inputs)
            total += self.loss(outputs, targets) * len(inputs)
            if self.has_accuracy:
                right += count_right(outputs, targets)
        return total.item() / len(x), right.item() / len(x)


def count_right(outputs: Tensor, targets: Tensor) -> Tensor:
    """Count the rows whose largest output stands where the target's does."""
    return (outputs.argmax(1) == targets.argmax(1)).sum()


def tensors(arrays: CourseArrays, is_image: bool) -> list[Tensor]:
    """Put all rows in tensors; images stay channels-last in memory, which is faster."""
    made = [torch.from_numpy(array) for array in vars(arrays).values()]
    return [each.permute(0, 3, 1, 2) if is_image and each.ndim == 4 else each for each in made]


def run(arrays: CourseArrays) -> dict[str, float]:
    """Train, evaluate and save."""
    recipe = RECIPES[task.case]
    torch.manual_seed(task.seed)
    with watch.lap("build"):
        model = build(task.case)
        start_as_keras(model)
        model = model.to(memory_format=torch.channels_last)  # matters to convolutions only
        if recipe.optimizer == "SGD":
            optimizer: torch.optim.Optimizer = torch.optim.SGD(
                model.parameters(), SGD_RATE, fused=True
            )
        else:
            optimizer = torch.optim.Adam(
                model.parameters(), ADAM_RATE, eps=1e-7, fused=True
            )  # Keras' epsilon
        x, y, x_validation, y_validation, x_test, y_test = tensors(arrays, task.case == "defects")
        training = Training(
            model, LOSSES[recipe.loss], optimizer, recipe.batch_size, recipe.has_accuracy
        )
    with watch.lap("train"):
        for _ in range(task.epochs):
            loss, _ = training.epoch(x, y)
            validation_loss, _ = training.measure(x_validation, y_validation)
    with watch.lap("evaluate"):
        test_loss, accuracy = training.measure(x_test, y_test)
    with watch.lap("save"):
        torch.save(model.state_dict(), task.out / "model.pt")
    metric = accuracy if recipe.has_accuracy else test_loss**0.5
    return {"loss": loss, "val_loss": validation_loss, "metric": metric}


with watch.lap("read"):
    course_arrays = read_arrays(task.case, task.data)
final = run(course_arrays)
watch.report(
    case=task.case,
    epochs=task.epochs,
    rows={"train": len(course_arrays.x), "validation": len(course_arrays.x_validation)},
    framework="pytorch",
    versions=versions_of("torch", "numpy"),
    final=final,
)
