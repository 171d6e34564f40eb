using System.Collections.Frozen;

namespace ConvoStudio.Engine.Products;

/// <summary>Currencies in use by their ISO 4217 code, with the digits after the decimal point people write.</summary>
public static class Currencies
{
    private const string TwoDigits =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP " +
        "GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD " +
        "NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS " +
        "VES WST XCD YER ZAR ZMW ZWG";

    private static readonly FrozenDictionary<string, int> Digits = All();

    /// <summary>Whether this is the code of a currency in use, in capitals.</summary>
    public static bool IsKnown(string? code) => code is not null && Digits.ContainsKey(code);

    /// <summary>0 for yen, 2 for euros, 3 for Kuwaiti dinars; 2 for a code that is not known.</summary>
    public static int DigitsOf(string code) => Digits.GetValueOrDefault(code, 2);

    /// <summary>The sign people know the currency by, or its code.</summary>
    public static string SignOf(string code) => code switch
    {
        "EUR" => "€",
        "GBP" => "£",
        "USD" => "$",
        "JPY" => "¥",
        "INR" => "₹",
        "PLN" => "zł",
        "CZK" => "Kč",
        "BRL" => "R$",
        _ => code,
    };

    private static FrozenDictionary<string, int> All()
    {
        var all = TwoDigits.Split(' ').ToDictionary(c => c, _ => 2, StringComparer.Ordinal);
        foreach (var code in "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".Split(' '))
            all[code] = 0;
        foreach (var code in "BHD IQD JOD KWD LYD OMR TND".Split(' '))
            all[code] = 3;
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
