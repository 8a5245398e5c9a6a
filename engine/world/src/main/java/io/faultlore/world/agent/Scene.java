package io.faultlore.world.agent;

import java.util.random.RandomGenerator;

/** Everything that the agents of one run share. */
record Scene(
    Team team,
    Task task,
    Flaw flaw,
    Tools tools,
    Stage stage,
    Voice voice,
    RandomGenerator chance) {}
