"""The network as a table."""

from plainnet.messages.language import say
from plainnet.model import Model
from plainnet.networks.network import layer_rows
from plainnet.report.blocks import TableBlock


def network_table(model: Model) -> TableBlock:
    """Lay out the network, layer by layer.

    `model`: built, so that it knows the shape of its inputs.
    """
    assert model.input_shape is not None
    rows = [
        [name, kind, " × ".join(map(str, shape)), f"{count:,}"]
        for name, kind, shape, count in layer_rows(model.network, model.input_shape)
    ]
    headers = [
        say("summary.layer"),
        say("case.report.kind"),
        say("summary.output_shape"),
        say("summary.weights"),
    ]
    return TableBlock(headers, rows, say("case.report.network"))
