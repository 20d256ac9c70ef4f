using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Protocol.Tests.Hostile;

/// <summary>Every message of the contracts with every field set, inner messages down to a depth.</summary>
internal static class SampleMessages
{
    private const int Depth = 3;

    /// <summary>All messages that are not entries of a map, in the order of their names.</summary>
    public static IReadOnlyList<MessageDescriptor> All { get; } =
    [
        .. typeof(Event).Assembly.GetTypes()
            .Where(type => typeof(IMessage).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => (MessageDescriptor)type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!)
            .OrderBy(descriptor => descriptor.FullName, StringComparer.Ordinal),
    ];

    public static IMessage Fill(MessageDescriptor descriptor) => Fill(descriptor, Depth);

    private static IMessage Fill(MessageDescriptor descriptor, int depth)
    {
        var message = descriptor.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in descriptor.Fields.InDeclarationOrder())
        {
            var isMessage = field.FieldType == FieldType.Message;
            if (isMessage && depth == 0)
            {
                continue;
            }

            if (field.IsMap)
            {
                var entry = field.MessageType;
                ((System.Collections.IDictionary)field.Accessor.GetValue(message)).Add(Value(entry.FindFieldByNumber(1), depth), Value(entry.FindFieldByNumber(2), depth));
            }
            else if (field.IsRepeated)
            {
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(Value(field, depth));
            }
            else
            {
                field.Accessor.SetValue(message, Value(field, depth));
            }
        }

        return message;
    }

    private static object Value(FieldDescriptor field, int depth) => field.FieldType switch
    {
        FieldType.Message => Fill(field.MessageType, Math.Max(0, depth - 1)),
        FieldType.String => "täxt",
        FieldType.Bytes => ByteString.CopyFrom(1, 2, 255),
        FieldType.Bool => true,
        FieldType.Double => 0.5,
        FieldType.Float => 0.25f,
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => -7,
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => 1_700_000_000_000L,
        FieldType.UInt32 or FieldType.Fixed32 => 3U,
        FieldType.UInt64 or FieldType.Fixed64 => 1UL << 40,
        FieldType.Enum => field.EnumType.Values[^1].Number,
        _ => throw new InvalidOperationException(field.FullName),
    };
}
