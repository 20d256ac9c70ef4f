using FsCheck;
using FsCheck.Fluent;

namespace Tsuba.Engine.Tests.Properties;

/// <summary>One thing that happens in a random life of a small site.</summary>
/// <param name="Seconds">How long after the one before.</param>
/// <param name="Kind">What: an answer of a plugin from then on, a command, a reload.</param>
/// <param name="Item">Which of <see cref="Life.Items"/> it is about.</param>
/// <param name="Code">Exit code of an answer, number of the command.</param>
internal sealed record Deed(int Seconds, DeedKind Kind, int Item, int Code)
{
    /// <summary>Lives of up to some dozens of deeds.</summary>
    public static Gen<List<Deed>> Lives { get; } =
        from deeds in Gen.ListOf(
            from seconds in Gen.Choose(0, 400)
            from kind in Gen.Frequency((6, Gen.Constant(DeedKind.Answer)), (3, Gen.Constant(DeedKind.Result)), (3, Gen.Constant(DeedKind.Command)))
            from item in Gen.Choose(0, Life.Items.Length - 1)
            from code in Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Choose(0, 3)))
            select new Deed(seconds, kind, item, code))
        select deeds.ToList();
}
