using Tsuba.Engine.Parts;

namespace Tsuba.Engine.ExternalCommands;

/// <summary>Carries out a command on one item, or (index −1) on the program. Null: done; else one sentence that says why not.</summary>
internal delegate string? CommandEffect(Brain brain, int index, CommandArguments arguments);
