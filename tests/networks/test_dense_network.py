from plainnet.networks.dense_network import dense_network


def test_hidden_layers_come_first_each_with_its_dropout():
    network = dense_network(2, (5, 3), activation="tanh", output_activation="softmax", dropout=0.1)
    kinds = [type(layer).__name__ for layer in network.layers]
    assert kinds == ["Dense", "Dropout", "Dense", "Dropout", "Dense"]
    assert [shape for _, _, shape in network.layer_shapes((4,))][-1] == (2,)


def test_without_hidden_layers_it_is_a_straight_line():
    network = dense_network(1)
    assert network.weight_shapes((4,)) == {"dense": {"kernel": (4, 1), "bias": (1,)}}
