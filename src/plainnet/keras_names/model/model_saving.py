"""How a script saves a model, its weights or its layers, and takes weights up again."""

import json
from pathlib import Path
from typing import Any

from plainnet.errors import SettingError
from plainnet.files.network_config import network_to_config
from plainnet.files.weights_file import Built, read_weights, write_weights
from plainnet.keras_names.model.model_training import EngineModel
from plainnet.networks.network import Network


class ModelSaving:
    """What `Sequential` and `Model` have in common where files are concerned."""

    name: str

    def engine(self, x: Any = None) -> EngineModel:
        """Return the engine's model, holding the weights of the layers as they are now."""
        raise NotImplementedError

    def as_plain(self) -> Network:
        """Return the engine's network."""
        raise NotImplementedError

    def save(
        self, filepath: Any, overwrite: bool = True, save_format: str | None = None, **settings: Any
    ) -> None:
        """Write the whole model to a file.

        Parameters
        ----------
        filepath : str or Path
            `.h5` and `.hdf5` ask for HDF5, any other ending for an archive.
        overwrite : bool, default=True
            Without effect: the file is replaced whole.
        save_format : {"keras", "h5", "tf"} or None
        **settings : object
            Without effect.
        """
        engine, path = self._built_engine(), Path(filepath)
        path.parent.mkdir(parents=True, exist_ok=True)
        if save_format == "h5" and not path.suffix:
            whole = path.with_name(f"{path.name}.h5")
            engine.save(whole)
            whole.replace(path)
        else:
            engine.save(path)

    def save_weights(self, filepath: Any, overwrite: bool = True, **settings: Any) -> None:
        """Write the weights alone."""
        path = Path(filepath)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_weights(path, self._built(self._built_engine()))

    def load_weights(
        self, filepath: Any, by_name: bool = False, skip_mismatch: bool = False, **settings: Any
    ) -> None:
        """Take weights from a file of weights or of a whole model."""
        engine = self._built_engine()
        built = self._built(engine)
        options = {"by_name": by_name, "skip_mismatch": skip_mismatch}
        engine.state.weights = read_weights(Path(filepath), built, **options)

    def _built(self, engine: EngineModel) -> Built:
        """Return network, shape and weights."""
        return engine.network, engine.input_shape, engine.weights

    def _built_engine(self) -> EngineModel:
        """Return the engine's model; refuse one that has no weights yet."""
        engine = self.engine()
        if engine.input_shape is None:
            raise SettingError("script.model_not_built", name=self.name)
        return engine

    def to_json(self, **settings: Any) -> str:
        """Write the layers as JSON."""
        network = self.as_plain()
        return json.dumps(network_to_config(network, network.input_shape), **settings)

    def get_config(self) -> dict[str, Any]:
        """Return the layers and their settings."""
        network = self.as_plain()
        config: dict[str, Any] = network_to_config(network, network.input_shape)["config"]
        return config
