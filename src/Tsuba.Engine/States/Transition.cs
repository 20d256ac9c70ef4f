using Tsuba.Engine.Explain;
using Tsuba.Model.Items;

namespace Tsuba.Engine.States;

/// <summary>What a result means for the state of an item.</summary>
/// <param name="Type">State type that the log, the event handler and the notification show.</param>
/// <param name="Attempt">Attempt that they show.</param>
/// <param name="AfterType">State type that stays.</param>
/// <param name="AfterAttempt">Attempt that stays.</param>
/// <param name="Effects">What happens besides.</param>
/// <param name="Reason">Why; None where nothing was decided.</param>
/// <param name="InPhase">Whether the item is in its UNKNOWN or UNREACHABLE phase now.</param>
/// <param name="BeforePhase">State before that phase.</param>
internal readonly record struct Transition(
    StateType Type,
    int Attempt,
    StateType AfterType,
    int AfterAttempt,
    Effects Effects,
    Reason Reason,
    bool InPhase,
    byte BeforePhase);
