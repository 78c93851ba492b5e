import java.io.File;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Judges PDF files by the rules of veraPDF: PdfCheck FLAVOUR[,FLAVOUR] FILE ...; one line each, status 1 if any fails. */
public final class PdfCheck {
    public static void main(String[] words) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        int failed = 0;
        for (int file = 1; file < words.length; file++) {
            for (String name : words[0].split(",")) {
                failed += judge(new File(words[file]), PDFAFlavour.byFlavourId(name)) ? 0 : 1;
            }
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static boolean judge(File file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator judge = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult found = judge.validate(parser);
            String verdict = found.isCompliant() ? "PASS" : "FAIL " + found.getFailedChecks().keySet();
            System.out.println(file.getName() + " " + flavour + " " + verdict + " " + found.getTotalAssertions());
            return found.isCompliant();
        }
    }
}
