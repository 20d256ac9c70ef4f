using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Checks;

/// <summary>What is wrong with a value.</summary>
/// <param name="Code">Row of the catalogue.</param>
/// <param name="Message">What was expected.</param>
internal readonly record struct ValueFault(DiagnosticCode Code, string Message);
