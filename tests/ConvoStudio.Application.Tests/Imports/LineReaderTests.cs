using System.Text;
using ConvoStudio.Application.Imports;
using Xunit;

namespace ConvoStudio.Application.Tests.Imports;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("a\nb\nc", "1:a 2:b 3:c")]
    [InlineData("a\r\nb\r\n", "1:a 2:b")]
    [InlineData("\uFEFFa\n\nb\n", "1:a 2: 3:b")]
    [InlineData("", "")]
    [InlineData("\n", "1:")]
    [InlineData("1234567890\nok", "1:1234567890 2:ok")]
    [InlineData("12345678901\nok", "1:! 2:ok")]
    [InlineData("ok\n123456789012345678901234567890", "1:ok 2:!")]
    public async Task Read_Text_GivesEveryLine(string text, string expected) =>
        Assert.Equal(expected, await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), 10));

    [Fact]
    public async Task Read_LineFarLongerThanTheBound_SkipsItAndGoesOn()
    {
        var text = "first\n" + new string('x', 3_000_000) + "\nlast\n";
        Assert.Equal("1:first 2:! 3:last", await ReadAsync(new DribblingStream(Encoding.UTF8.GetBytes(text), 1000), 100_000));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(7)]
    public async Task Read_SmallPieces_GivesTheSameLines(int piece) =>
        Assert.Equal("1:ab 2:cde 3:! 4:f", await ReadAsync(new DribblingStream("ab\ncde\r\n12345678901\nf"u8.ToArray(), piece), 10));

    private static async Task<string> ReadAsync(Stream stream, int maximum)
    {
        using var reader = new LineReader(stream, maximum);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            lines.Add($"{reader.LineNumber}:{(reader.TooLong ? "!" : Encoding.UTF8.GetString(reader.Line.Span))}");
        return string.Join(' ', lines);
    }

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    private sealed class DribblingStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
