using System.Buffers.Binary;

namespace ConvoStudio.Application.Decisions;

/// <summary>A decision's id carries its conversation's number in its last five bytes, so that a decision is found without an index of ids.</summary>
public static class DecisionId
{
    private const long MaxConversation = (1L << 40) - 1;

    public static Guid Of(Guid random, long conversationNo)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)conversationNo, (ulong)MaxConversation);
        Span<byte> bytes = stackalloc byte[16];
        random.TryWriteBytes(bytes, bigEndian: true, out _);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, conversationNo);
        number[3..].CopyTo(bytes[11..]);
        return new Guid(bytes, bigEndian: true);
    }

    public static long ConversationOf(Guid decisionId)
    {
        Span<byte> bytes = stackalloc byte[16];
        decisionId.TryWriteBytes(bytes, bigEndian: true, out _);
        Span<byte> number = stackalloc byte[8];
        number.Clear();
        bytes[11..].CopyTo(number[3..]);
        return BinaryPrimitives.ReadInt64BigEndian(number);
    }
}
