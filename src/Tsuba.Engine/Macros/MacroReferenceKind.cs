namespace Tsuba.Engine.Macros;

/// <summary>How a macro is looked up; decided by its name. Source: reference/shinken.md 3.4.</summary>
internal enum MacroReferenceKind : byte
{
    Dollar = 0,
    Argument = 1,
    Custom = 2,
    OnDemand = 3,
    Named = 4,
}
